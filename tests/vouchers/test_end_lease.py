"""A till that holds vouchers is lost: staff free them, and every end of a lease is told."""

from datetime import datetime, timedelta

import pytest

from quen.events.models import Event
from quen.vouchers.check import check
from quen.vouchers.end_lease import end_leases, free, give_up
from quen.vouchers.errors import NotHeld
from quen.vouchers.issue import issue
from quen.vouchers.lease import lease
from quen.vouchers.models import Lease, Quota
from quen.vouchers.terms import FixedOff, Terms
from tests import world as cast
from tests.vouchers.kinds import CAKE, kind

LOST, OTHER = "lost-till", "other-till"


def held(world: cast.World, now: datetime, key: str, device: str = LOST) -> Lease:
    voucher = issue(kind="giam", customer=world.lan.pk, at=now, key=key, by=world.by_mai)
    return lease(
        code=voucher.code, store=world.store.pk, till="K7Q", device=device, at=now, key=key, by=world.by_mai
    )


def is_valid(world: cast.World, code: str, at: datetime) -> bool:
    said = {"customer": world.lan.pk, "store": world.store.pk, "lines": [CAKE]}
    return check(code=code, at=at, **said).is_valid  # type: ignore[arg-type]


def test_mai_frees_what_a_lost_till_holds_and_lans_story_tells_it(world: cast.World, now: datetime) -> None:
    kind(now, terms=Terms(gives=FixedOff(amount_minor=10_000), most_uses=5))
    mine = held(world, now, "a")
    code = mine.voucher.code
    assert not is_valid(world, code, now)
    assert free(voucher=mine.voucher.pk, at=now, by=world.by_mai) == 1
    assert is_valid(world, code, now) and Quota.objects.get().used == 0
    told = Event.objects.get(kind="voucher.freed")
    assert (told.customer, told.actor, told.facts["code"], told.facts["till"]) == (
        world.lan.pk, str(world.by_mai), code, "K7Q",
    )  # fmt: skip
    with pytest.raises(NotHeld):
        free(voucher=mine.voucher.pk, at=now, by=world.by_mai)
    assert Quota.objects.get().used == 0 and Event.objects.filter(kind="voucher.freed").count() == 1


def test_all_that_the_lost_till_holds_is_freed_and_nothing_of_another(
    world: cast.World, now: datetime
) -> None:
    kind(now)
    mine = [held(world, now, key) for key in "abc"]
    others = held(world, now, "d", device=OTHER)
    assert free(voucher=mine[1].voucher.pk, with_all_of_till=True, at=now, by=world.by_mai) == 3
    assert list(Lease.objects.filter(ended_at__isnull=True)) == [others]
    assert Event.objects.filter(kind="voucher.freed", customer=world.lan.pk).count() == 3


def test_a_lease_that_ends_by_itself_is_told_of_too(world: cast.World, now: datetime) -> None:
    kind(now)
    first, second = held(world, now, "a"), held(world, now, "b")
    assert give_up(
        device=LOST, store=world.store.pk, codes=[first.voucher.code], at=now, by=world.by_mai
    ) == 1  # fmt: skip
    assert end_leases(at=second.merge_until + timedelta(seconds=1)) == 1
    told = Event.objects.filter(kind="voucher_lease.ended").order_by("id")
    assert [(one.actor, one.subject, one.facts["left"], one.customer) for one in told] == [
        (str(world.by_mai), first.pk, 1, None), ("system", second.pk, 1, None),
    ]  # fmt: skip
