"""Points are held while Lan's reward is fetched."""

from datetime import datetime, timedelta

import pytest

from quen.points.earn import earn
from quen.points.errors import NoSuchReservation, NotEnoughPoints, ReservationOver
from quen.points.models import Hold, Lot, Reservation
from quen.points.reads import balance_of, history_of
from quen.points.redeem import redeem
from quen.points.reserve import confirm, release, reserve, time_out
from quen.points.take_back_earned import take_back_earned
from quen.points.terms import ReturnPolicy
from tests.people.story import told
from tests.points.books import assert_the_books_agree, sides
from tests.points.slow_model import Paper
from tests.world import World


@pytest.fixture
def held(world: World, now: datetime) -> Reservation:
    earn(
        customer=world.lan.pk,
        points=10,
        at=now,
        expires_at=now + timedelta(hours=1),
        key="a",
        by=world.by_mai,
    )
    earn(customer=world.lan.pk, points=10, at=now, key="b", by=world.by_mai)
    return reserve(customer=world.lan.pk, points=15, at=now, purpose="Ly sứ", key="h", by=world.by_mai)


def test_held_points_cannot_be_spent_by_anyone_else(world: World, now: datetime, held: Reservation) -> None:
    balance = balance_of(customer=world.lan.pk, at=now)
    assert (balance.available, balance.reserved) == (5, 15)
    with pytest.raises(NotEnoughPoints):
        redeem(customer=world.lan.pk, points=6, at=now, key="r", by=world.by_mai)
    with pytest.raises(NotEnoughPoints):
        reserve(customer=world.lan.pk, points=6, at=now, key="h2", by=world.by_mai)
    again = reserve(customer=world.lan.pk, points=15, at=now, purpose="Ly sứ", key="h", by=world.by_mai)
    assert again == held and held.expires_at == now + timedelta(minutes=15)
    assert sides(held.transfer) == [("liability", -10), ("liability", -5), ("reserved", 10), ("reserved", 5)]
    assert_the_books_agree()


def test_confirmed_points_are_spent_once(world: World, now: datetime, held: Reservation) -> None:
    later = now + timedelta(minutes=5)
    transfer = confirm(reservation=held.pk, at=later, key="c", by=world.by_mai)
    assert confirm(reservation=held.pk, at=later, key="c", by=world.by_mai) == transfer
    assert sides(transfer) == [("reserved", -10), ("reserved", -5), ("redeemed", 15)]
    for verb in (confirm, release):
        with pytest.raises(ReservationOver):
            verb(reservation=held.pk, at=later, key=f"{verb.__name__}-2", by=world.by_mai)
    balance = balance_of(customer=world.lan.pk, at=later)
    assert (balance.available, balance.reserved) == (5, 0)
    happened = history_of(customer=world.lan.pk)
    assert [(one.points, one.held) for one in happened][:2] == [(0, -15), (-15, 15)]
    assert [one.is_spent for one in happened] == [False, True, *[False] * (len(happened) - 2)]
    assert told(world.lan.pk)[-2:] == ["points.reserved", "points.redeemed"]
    assert_the_books_agree()


def test_freed_points_go_back_to_their_own_lots(world: World, now: datetime, held: Reservation) -> None:
    release(reservation=held.pk, at=now, key="f", by=world.by_mai)
    assert list(Lot.objects.order_by("pk").values_list("remaining", "reserved")) == [(10, 0), (10, 0)]
    assert time_out(at=now + timedelta(days=1)) == 0
    assert_the_books_agree()


def test_time_runs_out(world: World, now: datetime, held: Reservation) -> None:
    assert time_out(at=now + timedelta(minutes=14)) == 0
    late = now + timedelta(minutes=15)
    with pytest.raises(ReservationOver):
        confirm(reservation=held.pk, at=late, key="c", by=world.by_mai)
    assert time_out(at=late) == 1
    assert time_out(at=late) == 0
    held.refresh_from_db()
    assert (held.state, held.ended_at) == (Hold.TIMED_OUT, late)
    assert balance_of(customer=world.lan.pk, at=late).available == 20
    assert told(world.lan.pk)[-1] == "points.released"
    assert_the_books_agree()


def test_nothing_is_held_under_a_number_nobody_has(world: World, now: datetime) -> None:
    with pytest.raises(NoSuchReservation):
        release(reservation=1, at=now, key="f", by=world.by_mai)


def test_freed_points_make_good_what_is_owed_from_what_ends_soonest_by_then(
    world: World, now: datetime
) -> None:
    paper = Paper()
    for number, (points, days) in enumerate(((28, 30), (6, 60))):
        ends = now + timedelta(days=days)
        earn(
            customer=world.lan.pk, points=points, at=now, expires_at=ends, purchase=number + 1, key=f"e{number}",
            by=world.by_mai,
        )  # fmt: skip
        paper.give("lan", points, now, now, ends, str(number + 1), ends_by_inactivity=not number)
    held = reserve(customer=world.lan.pk, points=34, at=now, key="h", by=world.by_mai)
    paper.hold("h", "lan", 34, now)
    take_back_earned(
        customer=world.lan.pk, purchase=1, points=6, policy=ReturnPolicy.NEGATIVE, at=now, key="t", by=world.by_mai
    )  # fmt: skip
    paper.take_back("lan", "1", 6, now, ReturnPolicy.NEGATIVE)
    later = now + timedelta(days=90)  # a visit has kept the first alive
    Lot.objects.filter(points=28).update(expires_at=later)
    paper.visit("lan", now, later)
    release(reservation=held.pk, at=now, key="f", by=world.by_mai)
    paper.free("h", now)
    left = Lot.objects.filter(points__gt=0).order_by("pk")
    assert list(left.values_list("remaining", flat=True)) == [pile.free for pile in paper.piles] == [28, 0]
    assert_the_books_agree()
