"""A voucher is used once, wherever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from quen.events.models import Event
from quen.shops.models import Store
from quen.vouchers.errors import KeyUsedForSomethingElse, VoucherRefused
from quen.vouchers.give_back import give_back_use
from quen.vouchers.issue import issue
from quen.vouchers.models import Quota, State, Use, Voucher
from quen.vouchers.terms import FixedOff, Terms
from quen.vouchers.use import use, use_all
from tests import world as cast
from tests.vouchers.kinds import CAKE, COFFEE, TEN_THOUSAND, TWENTY, kind


def test_lans_voucher_takes_its_worth_off_and_is_used(world: cast.World, now: datetime) -> None:
    kind(now)
    voucher = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai)
    used = use(
        code=voucher.code, customer=world.lan.pk, store=world.store.pk, lines=[COFFEE, CAKE], at=now,
        purchase=7, key="sale-1", by=world.by_mai,
    )  # fmt: skip
    assert (used.discount_minor, used.line_discounts) == (10_000, [2_400, 7_600])
    voucher.refresh_from_db()
    assert (voucher.state, voucher.ended_at) == (State.USED, now)
    told = Event.objects.get(kind="voucher.used")
    assert (told.customer, told.store, told.facts["purchase"]) == (world.lan.pk, world.store.pk, 7)


def test_the_same_request_uses_once_and_another_is_refused(world: cast.World, now: datetime) -> None:
    kind(now)
    code = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai).code
    said = {"customer": world.lan.pk, "store": world.store.pk, "at": now, "by": world.by_mai}
    first = use(code=code, lines=[CAKE], key="sale-1", **said)  # type: ignore[arg-type]
    again = use(code=code, lines=[CAKE], key="sale-1", **said)  # type: ignore[arg-type]
    assert again.pk == first.pk
    with pytest.raises(KeyUsedForSomethingElse):
        use(code=code, lines=[COFFEE], key="sale-1", **said)  # type: ignore[arg-type]
    other_store = Store.objects.create(name="Quận 3", key="quan 3")
    with pytest.raises(VoucherRefused) as refused:
        use(code=code, lines=[CAKE], key="sale-2", **(said | {"store": other_store.pk}))  # type: ignore[arg-type]
    assert [str(reason) for reason in refused.value.reasons] == ["It has been used."]
    assert Use.objects.count() == 1


def test_the_database_refuses_a_second_use_of_one_voucher(world: cast.World, now: datetime) -> None:
    kind(now)
    voucher = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai)
    first = use(
        code=voucher.code,
        customer=world.lan.pk,
        store=world.store.pk,
        lines=[CAKE],
        at=now,
        key="s",
        by=world.by_mai,
    )
    first.pk, first.key = None, "other"
    with pytest.raises(IntegrityError, match="voucher_used_once"), transaction.atomic():
        first.save(force_insert=True)


def test_several_are_used_all_or_none(world: cast.World, now: datetime) -> None:
    stacking = Terms(gives=FixedOff(amount_minor=50_000), stacks=True)
    kind(now, terms=stacking, code="MOT", key="mot")
    kind(now, terms=stacking, code="HAI", key="hai")
    kind(now, terms=TEN_THOUSAND, code="RIENG", key="rieng")
    said = {"customer": None, "store": world.store.pk, "lines": [COFFEE], "at": now, "by": world.by_mai}
    with pytest.raises(VoucherRefused, match="together"):
        use_all(codes=["MOT", "RIENG"], key="sale-1", **said)  # type: ignore[arg-type]
    assert not Use.objects.exists()
    uses = use_all(codes=["mot", "HAI"], key="sale-2", **said)  # type: ignore[arg-type]
    assert [used.discount_minor for used in uses] == [50_000, 10_000]


def test_a_return_gives_the_voucher_back_with_its_own_dates(world: cast.World, now: datetime) -> None:
    terms = Terms(gives=FixedOff(amount_minor=10_000), most_a_day=1, most_uses=1, valid_days=30)
    kind(now, terms=terms)
    voucher = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai)
    said = {"customer": world.lan.pk, "store": world.store.pk, "lines": [CAKE], "by": world.by_mai}
    used = use(code=voucher.code, purchase=7, at=now, key="sale-1", **said)  # type: ignore[arg-type]
    later = now + timedelta(days=2)
    assert give_back_use(use=used.pk, at=later, by=world.by_mai)
    assert not give_back_use(use=used.pk, at=later, by=world.by_mai)
    until = voucher.valid_until
    voucher.refresh_from_db()
    assert (voucher.state, voucher.valid_until, voucher.ended_at) == (State.READY, until, None)
    assert set(Quota.objects.values_list("used", flat=True)) == {0}
    use(code=voucher.code, purchase=8, at=later, key="sale-2", **said)  # type: ignore[arg-type]
    assert Use.objects.filter(given_back_at__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_sixteen_tills_use_one_code_and_exactly_one_does(now: datetime) -> None:
    world = cast.build()
    kind(now)
    code = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai).code
    with ThreadPoolExecutor(16) as tills:
        done = list(tills.map(lambda number: _tried(world, code, number, now), range(16)))
    assert sum(done) == 1
    assert Use.objects.count() == 1
    assert Voucher.objects.get().state == State.USED


@pytest.mark.django_db(transaction=True)
def test_sixteen_tills_at_a_public_code_for_five_never_pass_five(now: datetime) -> None:
    world = cast.build()
    kind(now, terms=TWENTY.model_copy(update={"most_uses": 5}), code="TET2027")
    with ThreadPoolExecutor(16) as tills:
        done = list(tills.map(lambda number: _tried(world, "TET2027", number, now), range(16)))
    assert sum(done) == 5
    assert Use.objects.count() == 5
    assert Quota.objects.get().used == 5


def _tried(world: cast.World, code: str, number: int, at: datetime) -> bool:
    try:
        use(
            code=code, customer=world.lan.pk, store=world.store.pk, lines=[COFFEE, CAKE], at=at,
            purchase=number, key=f"sale-{number}", by=world.by_mai,
        )  # fmt: skip
    except VoucherRefused:
        return False
    finally:
        connection.close()
    return True
