"""A till holds uses for a time without a line, and tells of them later."""

from datetime import datetime, timedelta

import pytest

from quen.vouchers.check import check
from quen.vouchers.end_lease import end_leases
from quen.vouchers.errors import CannotLease, VoucherRefused
from quen.vouchers.issue import issue
from quen.vouchers.lease import lease
from quen.vouchers.models import Quota, Use
from quen.vouchers.terms import FixedOff, Terms
from quen.vouchers.use import use
from tests import world as cast
from tests.vouchers.kinds import CAKE, kind

HUNDRED = Terms(gives=FixedOff(amount_minor=10_000), most_uses=100)


def test_what_a_till_holds_counts_at_once_and_is_merged_without_doubling(
    world: cast.World, now: datetime
) -> None:
    kind(now, terms=HUNDRED, code="TET")
    held = lease(code="TET", store=world.store.pk, till="Quầy 1", uses=98, at=now, key="l1", by=world.by_mai)
    again = lease(code="TET", store=world.store.pk, till="Quầy 1", uses=98, at=now, key="l1", by=world.by_mai)
    assert (again.pk, Quota.objects.get().used) == (held.pk, 98)
    said = {"customer": None, "store": world.store.pk, "lines": [CAKE], "code": "TET", "by": world.by_mai}
    for number in (1, 2):
        use(at=now, key=f"online-{number}", **said)  # type: ignore[arg-type]
    with pytest.raises(VoucherRefused, match="used up"):
        use(at=now, key="online-3", **said)  # type: ignore[arg-type]
    sold_at = now + timedelta(hours=3)
    for _told_twice in range(2):
        use(at=sold_at, key="offline-1", leases=[held.pk], **said)  # type: ignore[arg-type]
    assert (Use.objects.count(), Quota.objects.get().used) == (3, 100)
    with pytest.raises(VoucherRefused, match="at that time"):
        use(at=now + timedelta(hours=25), key="offline-2", leases=[held.pk], **said)  # type: ignore[arg-type]
    assert end_leases(at=held.merge_until - timedelta(seconds=1)) == 0
    assert end_leases(at=held.merge_until) == 1
    assert Quota.objects.get().used == 3


def test_a_single_code_held_by_one_till_is_refused_at_another(world: cast.World, now: datetime) -> None:
    kind(now)
    code = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai).code
    held = lease(code=code, store=world.store.pk, till="Quầy 1", at=now, key="l1", by=world.by_mai)
    with pytest.raises(CannotLease, match=r"The till Quầy 1 holds .* at the latest until 09:00, 26 Nov 2026"):
        lease(code=code, store=world.store.pk, till="Quầy 2", at=now, key="l2", by=world.by_mai)
    said = {"code": code, "customer": world.lan.pk, "store": world.store.pk, "lines": [CAKE], "at": now}
    verdict = check(**said)  # type: ignore[arg-type]
    assert [str(reason) for reason in verdict.reasons] == [
        "The till Quầy 1 holds it for a time without a line, at the latest until 09:00, 26 Nov 2026."
    ]
    use(leases=[held.pk], key="offline-1", by=world.by_mai, **said)  # type: ignore[arg-type]
    assert Use.objects.get().lease_id == held.pk


def test_no_till_holds_more_than_is_left_or_longer_than_three_days(world: cast.World, now: datetime) -> None:
    kind(now, terms=HUNDRED, code="TET")
    for uses, hours in ((101, 24), (201, 24), (1, 73), (0, 1)):
        with pytest.raises(CannotLease):
            lease(
                code="TET", store=world.store.pk, till="Quầy 1", uses=uses, hours=hours, at=now,
                key=f"l{uses}:{hours}", by=world.by_mai,
            )  # fmt: skip
    assert sum(Quota.objects.values_list("used", flat=True)) == 0
