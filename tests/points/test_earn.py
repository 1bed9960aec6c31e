"""Lan is given points."""

from datetime import datetime, timedelta

import pytest

from quen.people.errors import NoSuchCustomer
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.errors import KeyUsedForSomethingElse, NotPoints
from quen.points.models import Account, Lot, Transfer
from quen.points.reads import balance_of, history_of, lots_of
from tests.people.story import last_facts, told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World


def test_lan_is_given_points_of_her_own(world: World, now: datetime) -> None:
    ends = now + timedelta(days=365)
    transfer = earn(
        customer=world.lan.pk,
        points=30,
        at=now,
        expires_at=ends,
        reason="Chào mừng",
        key="welcome",
        by=world.by_mai,
    )
    assert sides(transfer) == [("liability", 30), ("expense", -30)]
    assert balance_of(customer=world.lan.pk, at=now).available == 30
    assert balance_of(customer=world.lan.pk, at=now).expiring == ((ends.astimezone().date(), 30),)
    assert balance_of(customer=world.lan.pk, at=ends).available == 0
    assert [lot.points for lot in lots_of(customer=world.lan.pk, at=now)] == [30]
    assert [(one.kind, one.points, one.balance) for one in history_of(customer=world.lan.pk)] == [
        ("earn", 30, 30)
    ]
    assert told(world.lan.pk) == ["points.earned"]
    assert last_facts(world.lan.pk)["points"] == 30
    assert_the_books_agree()


def test_points_that_wait_cannot_be_spent_yet(world: World, now: datetime) -> None:
    free = now + timedelta(days=14)
    earn(customer=world.lan.pk, points=30, at=now, pending_until=free, key="1", by=world.by_mai)
    waiting, spendable = balance_of(customer=world.lan.pk, at=now), balance_of(customer=world.lan.pk, at=free)
    assert (waiting.available, waiting.pending) == (0, 30)
    assert (spendable.available, spendable.pending) == (30, 0)


def test_the_same_request_gives_once(world: World, now: datetime) -> None:
    first = earn(customer=world.lan.pk, points=30, at=now, key="1", by=world.by_mai)
    again = earn(customer=world.lan.pk, points=30, at=now + timedelta(minutes=1), key="1", by=world.by_mai)
    assert first == again
    assert balance_of(customer=world.lan.pk, at=now).available == 30
    assert told(world.lan.pk) == ["points.earned"]


def test_a_key_is_for_one_request(world: World, now: datetime) -> None:
    hoa = Customer.objects.create(name="Hoa")
    earn(customer=world.lan.pk, points=30, at=now, key="1", by=world.by_mai)
    for customer, points in ((world.lan.pk, 31), (hoa.pk, 30)):
        with pytest.raises(KeyUsedForSomethingElse):
            earn(customer=customer, points=points, at=now, key="1", by=world.by_mai)
    assert Transfer.objects.count() == 1
    assert told(hoa.pk) == []


@pytest.mark.parametrize("points", [0, -1, 10**13])
def test_what_is_no_number_of_points_is_not_given(world: World, now: datetime, points: int) -> None:
    with pytest.raises(NotPoints):
        earn(customer=world.lan.pk, points=points, at=now, key="1", by=world.by_mai)
    assert not Lot.objects.exists() and not Account.objects.exists()


def test_a_stranger_is_given_nothing(world: World, now: datetime) -> None:
    with pytest.raises(NoSuchCustomer):
        earn(customer=world.lan.pk + 1_000, points=1, at=now, key="1", by=world.by_mai)
