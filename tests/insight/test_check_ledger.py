"""`quen check ledger` finds what is wrong with the books, and nothing where nothing is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db.models import F

from quen.insight.checks import check_ledger
from quen.people.models import Customer, Household
from quen.points.adjust import adjust
from quen.points.earn import earn
from quen.points.gift import gift
from quen.points.models import Account, Accrual, Entry, Lot, Reservation, Transfer
from quen.points.redeem import redeem
from quen.points.reserve import reserve
from quen.points.restore import restore
from quen.points.take_back_earned import take_back_earned
from tests.insight.shop import buy
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: datetime) -> World:
    """Lan earned 100 for a purchase, spent 60, holds 10, gave Hoa 5; a correction of 7, and part of it came back."""
    world = build()
    hoa = Customer.objects.create(name="Hoa")
    purchase = buy(world.lan, date(2026, 11, 1), 1_000, store=world.store)
    ends = now + timedelta(days=30)
    earn(customer=world.lan.pk, points=100, at=now, expires_at=ends, version=1, purchase=purchase.pk, key="e",
         by=world.by_mai)  # fmt: skip
    Accrual.objects.create(purchase=purchase, customer=world.lan, version=1, points=100, judged={})
    spent = redeem(customer=world.lan.pk, points=60, at=now, key="r", by=world.by_mai)
    restore(transfer=spent.pk, points=10, at=now, key="b", by=world.by_mai)
    take_back_earned(customer=world.lan.pk, purchase=purchase.pk, points=20, at=now, key="t", by=world.by_mai)
    reserve(customer=world.lan.pk, points=10, at=now, key="h", by=world.by_mai)
    gift(customer=world.lan.pk, to=hoa.pk, points=5, at=now, key="g", by=world.by_mai)
    adjust(customer=world.lan.pk, points=7, reason="Bù", at=now, key="a", by=world.by_mai)
    return world


def found(at: datetime) -> list[str]:
    return [str(finding) for finding in check_ledger(at=at)]


def test_where_the_books_are_exact_nothing_is_said(world: World, now: datetime) -> None:
    assert found(now) == []


def _owes() -> None:
    account = Account.objects.get(customer__name="Hoa")
    Lot.objects.create(account=account, points=-3, remaining=-3, earned_at="2026-01-01T00:00Z",
                       pending_until="2026-01-01T00:00Z")  # fmt: skip


def _two_lots_that_even_out() -> None:
    Lot.objects.filter(points=100).update(remaining=F("remaining") + 1)
    Lot.objects.filter(account__customer__name="Hoa").update(remaining=F("remaining") - 1)


def _two_transfers_that_even_out() -> None:
    Entry.objects.filter(book="redeemed", points=60).update(points=61)
    Entry.objects.filter(book="expense", points=-100).update(points=-101)


def _pool_of_nobody() -> None:
    household = Household.objects.create(name="Gia đình")
    Account.objects.filter(customer__name="Hoa").update(customer=None, household=household)
    household.delete()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: Entry.objects.filter(book="redeemed", points=60).update(points=61),
         "1 transfers do not sum to zero, e.g. transfer"),
        (lambda: Entry.objects.filter(transfer__kind="adjust").delete(), "1 transfers move nothing"),
        (lambda: Entry.objects.filter(book="redeemed").update(book="expired"), "2 entries are in a book"),
        (lambda: Lot.objects.filter(points=100).update(remaining=F("remaining") + 1), "1 lots do not hold the sum"),
        (_two_lots_that_even_out, "2 lots do not hold the sum"),
        (_two_transfers_that_even_out, "2 transfers do not sum to zero"),
        (lambda: Lot.objects.filter(points=100).update(points=101), "1 lots were given other points"),
        (lambda: Account.objects.filter(customer__name="Hoa").update(balance=6),
         "1 accounts do not have the sum of their lots"),
        (lambda: Entry.objects.filter(points=7).update(account=Account.objects.get(customer__name="Hoa")),
         "1 entries name a lot of another account"),
        (lambda: Account.objects.update(turn=0), "2 accounts were moved without their turn"),
        (lambda: Reservation.objects.update(state="released"), "1 accounts hold other points than their open"),
        (lambda: Reservation.objects.update(points=9), "1 reservations hold other points than they say"),
        (_owes, "1 accounts owe points and have some at once"),
        (lambda: Accrual.objects.update(points=99), "1 purchases gave other points than were judged"),
        (lambda: Entry.objects.filter(book="redeemed", points=-10).update(points=-70), "1 redemptions gave back more"),
        (lambda: Transfer.objects.filter(kind="gift").update(digest="x"), "1 transfers have no key or no digest"),
        (lambda: Transfer.objects.filter(kind="adjust").update(approved_by=F("by")), "1 corrections were approved by"),
        (_pool_of_nobody, "1 accounts of households that ended still have points"),
        (lambda: Entry.objects.filter(points=7).update(lot=999), "1 entries name an unknown lot"),
        (lambda: Entry.objects.filter(book="adjusted").update(transfer=999), "1 entries belong to no transfer"),
        (lambda: Lot.objects.filter(points=100).update(purchase=999), "1 lots name an unknown purchase"),
        (lambda: Account.objects.filter(customer__name="Hoa").update(customer=999),
         "1 accounts name an unknown customer"),
        (lambda: Transfer.objects.filter(kind="restore").update(reverses=999), "1 transfers undo an unknown one"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(world: World, now: datetime, spoil: Callable[[], object], said: str) -> None:
    spoil()
    assert any(finding.startswith(said) for finding in found(now)), found(now)


def test_rounds_that_did_not_run_are_noticed(world: World, now: datetime) -> None:
    assert found(now + timedelta(days=2)) == []
    late = found(now + timedelta(days=33))
    assert [finding.split(":")[0].split(",")[0] for finding in late] == [
        "2 lots ended more than two days ago and still have points",
        "1 reservations are held long past their time",
    ]
