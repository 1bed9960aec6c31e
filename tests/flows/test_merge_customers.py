"""Two customers who are one have one balance, and each her own again."""

from datetime import datetime, timedelta

import pytest

from quen.flows.merge_customers import merge_customers, part_customers
from quen.people.errors import NotMerged
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.models import Lot
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.points.reserve import release, reserve
from quen.points.restore import restore
from quen.points.take_back_earned import take_back_earned
from tests.people.story import told
from tests.points.books import assert_the_books_agree
from tests.world import World


@pytest.fixture
def twin(world: World, now: datetime) -> Customer:
    twin = Customer.objects.create(name="Lan N.")
    give(world, world.lan.pk, 10, now, 60, 1)
    give(world, twin.pk, 20, now, 30, 2)
    return twin


def give(world: World, customer: int, points: int, now: datetime, days: int, purchase: int) -> None:
    ends = now + timedelta(days=days)
    earn(
        customer=customer,
        points=points,
        at=now,
        expires_at=ends,
        purchase=purchase,
        key=f"e{purchase}",
        by=world.by_mai,
    )


def has(customer: Customer, now: datetime) -> int:
    return balance_of(customer=customer.pk, at=now).available


def own_lots(customer: Customer) -> list[tuple[int, int]]:
    lots = Lot.objects.filter(account__customer=customer).exclude(remaining=0).order_by("pk")
    return list(lots.values_list("points", "remaining"))


def test_nothing_is_lost_by_merging_and_parting(world: World, now: datetime, twin: Customer) -> None:
    before = list(Lot.objects.order_by("pk").values())
    row = merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    assert has(world.lan, now) == has(twin, now) == 30
    assert told(twin.pk)[-1] == told(world.lan.pk)[-1] == "points.moved"
    assert_the_books_agree()
    part_customers(merge=row.pk, by=world.by_mai, at=now)
    assert (has(world.lan, now), has(twin, now)) == (10, 20)
    assert list(Lot.objects.order_by("pk").values())[:2] == before
    with pytest.raises(NotMerged):
        part_customers(merge=row.pk, by=world.by_mai, at=now)
    assert_the_books_agree()


def test_what_they_spent_as_one_stays_spent(world: World, now: datetime, twin: Customer) -> None:
    row = merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    spent = redeem(customer=twin.pk, points=25, at=now, key="r", by=world.by_mai)
    part_customers(merge=row.pk, by=world.by_mai, at=now)
    assert (has(world.lan, now), has(twin, now)) == (5, 0)
    restore(transfer=spent.pk, at=now, key="b", by=world.by_mai)
    assert has(world.lan, now) + has(twin, now) == 30
    assert_the_books_agree()


def test_held_points_follow_when_they_are_freed(world: World, now: datetime, twin: Customer) -> None:
    held = reserve(customer=twin.pk, points=20, at=now, key="h", by=world.by_mai)
    merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    assert has(world.lan, now) == 10
    release(reservation=held.pk, at=now, key="f", by=world.by_mai)
    assert has(world.lan, now) == 30
    assert own_lots(twin) == []
    assert_the_books_agree()


def test_returns_find_the_points_after_a_merge(world: World, now: datetime, twin: Customer) -> None:
    spent = redeem(customer=twin.pk, points=5, at=now, key="r", by=world.by_mai)
    merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    restore(transfer=spent.pk, at=now, key="b", by=world.by_mai)
    assert has(world.lan, now) == 30
    taken = take_back_earned(customer=twin.pk, purchase=2, points=20, at=now, key="t", by=world.by_mai)
    assert (taken.taken, taken.owed) == (20, 0)
    assert own_lots(world.lan) == [(10, 10)]
    assert_the_books_agree()


def test_a_chain_of_merges_comes_apart_step_by_step(world: World, now: datetime, twin: Customer) -> None:
    third = Customer.objects.create(name="N. T. Lan")
    give(world, third.pk, 40, now, 90, 3)
    first = merge_customers(customer=third.pk, into=twin.pk, by=world.by_mai, at=now)
    second = merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    assert has(third, now) == 70
    part_customers(merge=second.pk, by=world.by_mai, at=now)
    assert (has(world.lan, now), has(twin, now), has(third, now)) == (10, 60, 60)
    part_customers(merge=first.pk, by=world.by_mai, at=now)
    assert (has(world.lan, now), has(twin, now), has(third, now)) == (10, 20, 40)
    assert_the_books_agree()


def test_a_debt_is_shared_too(world: World, now: datetime, twin: Customer) -> None:
    redeem(customer=twin.pk, points=20, at=now, key="r", by=world.by_mai)
    take_back_earned(customer=twin.pk, purchase=2, points=4, at=now, key="t", by=world.by_mai)
    merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    balance = balance_of(customer=world.lan.pk, at=now)
    assert (balance.available, balance.owed) == (6, 0)
    assert_the_books_agree()
