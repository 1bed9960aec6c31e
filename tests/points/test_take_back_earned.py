"""Lan's goods come back, and with them the points they had given."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from quen.points.earn import earn
from quen.points.expire import expire_due
from quen.points.models import Lot
from quen.points.reads import balance_of, history_of
from quen.points.redeem import redeem
from quen.points.settings import change_points_settings, points_settings
from quen.points.take_back_earned import TakenBack, take_back_earned
from quen.points.terms import ReturnPolicy
from tests.people.story import last_facts, told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World

PURCHASE = 77


def buy(
    world: World, points: int, at: datetime, *, purchase: int = PURCHASE, days: int = 365, wait: int = 0
) -> None:
    earn(
        customer=world.lan.pk, points=points, at=at, pending_until=at + timedelta(days=wait),
        expires_at=at + timedelta(days=days), version=1, purchase=purchase, key=f"buy:{purchase}", by=world.by_mai,
    )  # fmt: skip


def bring_back(
    world: World, points: int, at: datetime, *, policy: ReturnPolicy | None = None, key: str = "t"
) -> TakenBack:
    return take_back_earned(
        customer=world.lan.pk,
        purchase=PURCHASE,
        points=points,
        policy=policy,
        at=at,
        key=key,
        by=world.by_mai,
    )


def spend(world: World, points: int, at: datetime, key: str = "spend") -> None:
    redeem(customer=world.lan.pk, points=points, at=at, key=key, by=world.by_mai)


def remaining() -> list[int]:
    return list(Lot.objects.order_by("pk").values_list("remaining", flat=True))


def test_points_come_out_of_the_purchases_own_lot(world: World, now: datetime) -> None:
    buy(world, 30, now, purchase=1, days=10)
    buy(world, 50, now)
    taken = bring_back(world, 20, now)
    assert (taken.taken, taken.owed, taken.expired, taken.left) == (20, 0, 0, 0)
    assert remaining() == [30, 30]
    assert taken.transfer and sides(taken.transfer) == [("liability", -20), ("expense", 20)]
    assert bring_back(world, 20, now) == taken
    assert told(world.lan.pk).count("points.taken_back") == 1
    with translation.override("vi"):
        assert taken.sentence.render(translation.gettext) == "Đã thu hồi 20 điểm."
    assert_the_books_agree()


def test_what_is_spent_is_owed_and_made_good_by_the_next_points(world: World, now: datetime) -> None:
    buy(world, 50, now)
    spend(world, 40, now)
    taken = bring_back(world, 50, now)
    assert (taken.taken, taken.owed, taken.left) == (10, 40, 0)
    balance = balance_of(customer=world.lan.pk, at=now)
    assert (balance.available, balance.owed) == (0, 40)
    assert last_facts(world.lan.pk)["owed"] == 40
    buy(world, 30, now, purchase=2)
    assert balance_of(customer=world.lan.pk, at=now).owed == 10
    buy(world, 30, now, purchase=3)
    balance = balance_of(customer=world.lan.pk, at=now)
    assert (balance.available, balance.owed) == (20, 0)
    assert remaining() == [0, 0, 0, 20]
    assert [one.kind for one in history_of(customer=world.lan.pk)][:2] == ["repay", "earn"]
    assert_the_books_agree()


def test_down_to_zero_goes_on_with_other_points_and_lets_the_rest_off(world: World, now: datetime) -> None:
    buy(world, 5, now, purchase=1, wait=14)
    buy(world, 50, now)
    spend(world, 40, now)
    taken = bring_back(world, 50, now, policy=ReturnPolicy.ZERO)
    assert (taken.taken, taken.owed, taken.left) == (15, 0, 35)
    assert remaining() == [0, 0]
    assert taken.sentence.template.endswith("let off: %(left)s.")
    assert_the_books_agree()


def test_only_pending_points_are_taken_where_the_owner_says_so(world: World, now: datetime) -> None:
    change_points_settings(by=world.by_mai, return_policy=ReturnPolicy.PENDING)
    assert points_settings().return_policy == ReturnPolicy.PENDING
    buy(world, 50, now, wait=14)
    waiting = bring_back(world, 20, now)
    assert (waiting.taken, waiting.left) == (20, 0)
    late = bring_back(world, 30, now + timedelta(days=14), key="late")
    assert (late.taken, late.left, late.transfer) == (0, 30, None)
    assert remaining() == [30]
    assert told(world.lan.pk).count("points.taken_back") == 1


def test_what_had_expired_is_not_asked_for_twice(world: World, now: datetime) -> None:
    buy(world, 100, now, days=10)
    spend(world, 60, now)
    later = now + timedelta(days=10)
    buy(world, 500, later, purchase=2)
    first = bring_back(world, 30, later, key="first")
    assert (first.taken, first.expired) == (0, 30)
    second = bring_back(world, 70, later, key="second")
    assert (second.taken, second.expired, second.owed) == (60, 10, 0)
    assert remaining() == [0, 440]
    assert expire_due(at=later) == 0
    assert_the_books_agree()


@pytest.mark.parametrize("policy", ReturnPolicy)
def test_held_points_stay_held(world: World, now: datetime, policy: ReturnPolicy) -> None:
    from quen.points.reserve import release, reserve

    buy(world, 50, now)
    held = reserve(customer=world.lan.pk, points=50, at=now, key="h", by=world.by_mai)
    taken = bring_back(world, 50, now, policy=policy)
    assert taken.taken == 0
    release(reservation=held.pk, at=now, key="f", by=world.by_mai)
    balance = balance_of(customer=world.lan.pk, at=now)
    assert (balance.available, balance.owed) == ((0, 0) if policy == ReturnPolicy.NEGATIVE else (50, 0))
    assert_the_books_agree()
