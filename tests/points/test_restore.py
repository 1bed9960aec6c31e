"""What Lan spent comes back with a return: to its own lots, with their dates."""

from datetime import datetime, timedelta

import pytest

from quen.points.earn import earn
from quen.points.errors import NoSuchTransfer, NothingToRestore
from quen.points.expire import expire_due
from quen.points.models import Lot, Transfer
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.points.reserve import confirm, reserve
from quen.points.restore import restorable, restore
from tests.people.story import told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World


@pytest.fixture
def spent(world: World, now: datetime) -> Transfer:
    for number, days in enumerate((30, 60, 90)):
        ends = now + timedelta(days=days)
        earn(customer=world.lan.pk, points=10, at=now, expires_at=ends, key=f"e{number}", by=world.by_mai)
    return redeem(customer=world.lan.pk, points=25, at=now, key="r", by=world.by_mai)


def remaining() -> list[int]:
    return list(Lot.objects.order_by("pk").values_list("remaining", flat=True))


def test_the_whole_comes_back_to_exactly_its_lots(world: World, now: datetime, spent: Transfer) -> None:
    assert remaining() == [0, 0, 5]
    back = restore(transfer=spent.pk, reason="Trả hàng", at=now, key="b", by=world.by_mai)
    assert remaining() == [10, 10, 10]
    assert sides(back) == [("liability", 5), ("liability", 10), ("liability", 10), ("redeemed", -25)]
    assert restore(transfer=spent.pk, reason="Trả hàng", at=now, key="b", by=world.by_mai) == back
    assert told(world.lan.pk)[-1] == "points.restored"
    assert_the_books_agree()


def test_parts_come_back_in_turn_and_never_more_than_was_spent(
    world: World, now: datetime, spent: Transfer
) -> None:
    restore(transfer=spent.pk, points=8, at=now, key="1", by=world.by_mai)
    assert remaining() == [0, 3, 10]
    assert restorable(spent.pk) == 17
    with pytest.raises(NothingToRestore):
        restore(transfer=spent.pk, points=18, at=now, key="2", by=world.by_mai)
    restore(transfer=spent.pk, points=17, at=now, key="3", by=world.by_mai)
    assert remaining() == [10, 10, 10]
    with pytest.raises(NothingToRestore):
        restore(transfer=spent.pk, at=now, key="4", by=world.by_mai)
    assert_the_books_agree()


def test_a_lot_whose_time_is_over_gets_its_points_and_loses_them(
    world: World, now: datetime, spent: Transfer
) -> None:
    later = now + timedelta(days=45)
    assert expire_due(at=later) == 0
    restore(transfer=spent.pk, at=later, key="b", by=world.by_mai)
    assert balance_of(customer=world.lan.pk, at=later).available == 20
    assert expire_due(at=later) == 10
    assert remaining() == [0, 10, 10]
    assert_the_books_agree()


def test_a_confirmed_redemption_comes_back_too(world: World, now: datetime) -> None:
    earn(customer=world.lan.pk, points=10, at=now, key="e", by=world.by_mai)
    held = reserve(customer=world.lan.pk, points=10, at=now, key="h", by=world.by_mai)
    done = confirm(reservation=held.pk, at=now, key="c", by=world.by_mai)
    restore(transfer=done.pk, at=now, key="b", by=world.by_mai)
    assert remaining() == [10]
    assert_the_books_agree()


def test_only_what_was_spent_comes_back(world: World, now: datetime) -> None:
    earned = earn(customer=world.lan.pk, points=10, at=now, key="e", by=world.by_mai)
    with pytest.raises(NoSuchTransfer):
        restore(transfer=earned.pk, at=now, key="b", by=world.by_mai)
    assert remaining() == [10]
