"""Lan spends points."""

from datetime import datetime, timedelta

import pytest

from quen.points.earn import earn
from quen.points.errors import NotEnoughPoints
from quen.points.models import Lot, Transfer
from quen.points.reads import balance_of, history_of
from quen.points.redeem import redeem
from tests.people.story import told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World


def remaining() -> list[int]:
    return list(Lot.objects.order_by("pk").values_list("remaining", flat=True))


def test_what_expires_soonest_is_spent_first(world: World, now: datetime) -> None:
    for number, days in enumerate((None, 90, 30)):
        ends = now + timedelta(days=days) if days else None
        earn(customer=world.lan.pk, points=10, at=now, expires_at=ends, key=f"e{number}", by=world.by_mai)
    transfer = redeem(customer=world.lan.pk, points=15, at=now, reason="Ly sứ", key="r", by=world.by_mai)
    assert sides(transfer) == [("liability", -10), ("liability", -5), ("redeemed", 15)]
    assert remaining() == [10, 5, 0]
    now_spent, before = (
        history_of(customer=world.lan.pk)[0],
        history_of(customer=world.lan.pk, before=transfer.pk)[0],
    )
    assert (now_spent.points, now_spent.balance, before.points, before.balance) == (-15, 15, 10, 30)
    assert told(world.lan.pk) == ["points.earned"] * 3 + ["points.redeemed"]
    assert_the_books_agree()


def test_lan_cannot_spend_points_that_expired_yesterday_or_still_wait(world: World, now: datetime) -> None:
    ends = now - timedelta(days=1)
    earn(
        customer=world.lan.pk,
        points=10,
        at=now - timedelta(days=99),
        expires_at=ends,
        key="1",
        by=world.by_mai,
    )
    earn(
        customer=world.lan.pk,
        points=20,
        at=now,
        pending_until=now + timedelta(days=1),
        key="2",
        by=world.by_mai,
    )
    earn(customer=world.lan.pk, points=5, at=now, key="3", by=world.by_mai)
    with pytest.raises(NotEnoughPoints) as refused:
        redeem(customer=world.lan.pk, points=6, at=now, key="r", by=world.by_mai)
    assert refused.value.available == 5
    assert remaining() == [10, 20, 5]
    assert not Transfer.objects.filter(kind="redeem").exists()
    assert "points.redeemed" not in told(world.lan.pk)


def test_the_same_request_spends_once(world: World, now: datetime) -> None:
    earn(customer=world.lan.pk, points=10, at=now, key="e", by=world.by_mai)
    first = redeem(customer=world.lan.pk, points=10, at=now, key="r", by=world.by_mai)
    assert redeem(customer=world.lan.pk, points=10, at=now, key="r", by=world.by_mai) == first
    assert balance_of(customer=world.lan.pk, at=now).available == 0
    assert_the_books_agree()
