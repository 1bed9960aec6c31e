"""Lan and Hoa live together and put their points together."""

from datetime import datetime, timedelta

import pytest

from quen.events.readers import catch_up
from quen.people.household import join_household, leave_household
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.errors import NotEnoughPoints, NotPooled
from quen.points.followed import pool_reader
from quen.points.models import Account, Lot
from quen.points.pool import draw, put_in, set_share
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.points.take_back_earned import take_back_earned
from tests.people.story import told
from tests.points.books import assert_the_books_agree
from tests.world import World

EVERYTHING = 2**62


@pytest.fixture
def hoa(world: World, now: datetime) -> Customer:
    hoa = Customer.objects.create(name="Hoa")
    join_household(customer=hoa.pk, of=world.lan.pk, by=world.by_mai, at=now)
    set_share(customer=world.lan.pk, percent=50, at=now, by=world.by_mai)
    set_share(customer=hoa.pk, percent=100, at=now, by=world.by_mai)
    return hoa


def earned(world: World, customer: int, points: int, now: datetime, key: str) -> None:
    ends = now + timedelta(days=30)
    earn(
        customer=customer, points=points, at=now, expires_at=ends, purchase=len(key), key=key, by=world.by_mai
    )
    catch_up(pool_reader(), now=now, until=EVERYTHING)


def shared() -> Account:
    return Account.objects.get(household__isnull=False)


def test_a_share_of_what_is_earned_goes_into_the_households_points(
    world: World, now: datetime, hoa: Customer
) -> None:
    earned(world, world.lan.pk, 11, now, "1")
    earned(world, hoa.pk, 20, now, "22")
    assert catch_up(pool_reader(), now=now, until=EVERYTHING) == 0
    assert balance_of(customer=world.lan.pk, at=now).available == 6
    assert balance_of(customer=hoa.pk, at=now).available == 0
    assert shared().balance == 25
    assert list(Lot.objects.filter(account=shared()).values_list("purchase", flat=True)) == [1, 2]
    assert told(hoa.pk)[-2:] == ["points.earned", "points.pooled"]
    assert_the_books_agree()


def test_any_of_them_may_draw_and_spend(world: World, now: datetime, hoa: Customer) -> None:
    earned(world, hoa.pk, 20, now, "22")
    with pytest.raises(NotEnoughPoints):
        draw(customer=world.lan.pk, points=21, at=now, key="d", by=world.by_mai)
    first = draw(customer=world.lan.pk, points=15, at=now, key="d", by=world.by_mai)
    assert draw(customer=world.lan.pk, points=15, at=now, key="d", by=world.by_mai) == first
    redeem(customer=world.lan.pk, points=15, at=now, key="r", by=world.by_mai)
    assert shared().balance == 5
    draw(customer=hoa.pk, points=5, at=now, key="d2", by=world.by_mai)
    put_in(customer=hoa.pk, points=3, at=now, key="p", by=world.by_mai)
    assert (shared().balance, balance_of(customer=hoa.pk, at=now).available) == (3, 2)
    assert_the_books_agree()


def test_who_leaves_takes_her_share_of_what_is_left(world: World, now: datetime, hoa: Customer) -> None:
    earned(world, world.lan.pk, 40, now, "1")
    earned(world, hoa.pk, 60, now, "22")
    draw(customer=hoa.pk, points=20, at=now, key="d", by=world.by_mai)
    leave_household(customer=world.lan.pk, by=world.by_mai, at=now)
    catch_up(pool_reader(), now=now, until=EVERYTHING)
    # 60 are left; Lan put in 20, Hoa 60 and drew 20: a third is Lan's.
    assert balance_of(customer=world.lan.pk, at=now).available == 20 + 20
    assert Account.objects.get(customer=world.lan).pooled_percent == 0
    leave_household(customer=hoa.pk, by=world.by_mai, at=now)
    catch_up(pool_reader(), now=now, until=EVERYTHING)
    assert balance_of(customer=hoa.pk, at=now).available == 20 + 40
    assert shared().balance == 0
    assert_the_books_agree()


def test_a_return_finds_the_points_it_gave_in_the_households(
    world: World, now: datetime, hoa: Customer
) -> None:
    earned(world, hoa.pk, 20, now, "22")
    taken = take_back_earned(customer=hoa.pk, purchase=2, points=20, at=now, key="t", by=world.by_mai)
    assert (taken.taken, taken.owed) == (20, 0)
    assert shared().balance == 0
    assert_the_books_agree()


def test_only_households_pool(world: World, now: datetime) -> None:
    for act in (
        lambda: set_share(customer=world.lan.pk, percent=50, at=now, by=world.by_mai),
        lambda: draw(customer=world.lan.pk, points=1, at=now, key="d", by=world.by_mai),
        lambda: put_in(customer=world.lan.pk, points=1, at=now, key="p", by=world.by_mai),
        lambda: set_share(customer=world.lan.pk, percent=101, at=now, by=world.by_mai),
    ):
        with pytest.raises(NotPooled):
            act()
    assert not Account.objects.filter(household__isnull=False).exists()
