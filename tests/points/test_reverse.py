"""One transfer is undone."""

from datetime import datetime, timedelta

import pytest

from quen.people.models import Customer
from quen.points.adjust import adjust
from quen.points.earn import earn
from quen.points.errors import CannotBeUndone, NoSuchTransfer, ReasonMissing
from quen.points.gift import gift
from quen.points.models import Lot, Transfer
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.points.restore import restore
from quen.points.reverse import reverse
from tests.people.story import last_facts, told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World


def undo(world: World, transfer: Transfer | None, now: datetime, key: str = "u") -> Transfer:
    assert transfer is not None
    return reverse(transfer=transfer.pk, at=now, reason="Nhầm khách", key=key, by=world.by_mai)


def test_a_redemption_goes_back_to_exactly_the_lots_it_took(world: World, now: datetime) -> None:
    for number, days in enumerate((30, 60)):
        ends = now + timedelta(days=days)
        earn(customer=world.lan.pk, points=10, at=now, expires_at=ends, key=f"e{number}", by=world.by_mai)
    before = list(Lot.objects.order_by("pk").values())
    spent = redeem(customer=world.lan.pk, points=15, at=now, key="r", by=world.by_mai)
    undone = undo(world, spent, now)
    assert list(Lot.objects.order_by("pk").values()) == before
    assert sides(undone) == [("liability", 10), ("liability", 5), ("redeemed", -15)]
    assert undo(world, spent, now) == undone
    with pytest.raises(CannotBeUndone):
        undo(world, spent, now, key="again")
    assert last_facts(world.lan.pk)["change"] == 15
    assert told(world.lan.pk).count("points.reversed") == 1
    assert_the_books_agree()


def test_points_given_by_mistake_are_undone_while_nobody_spent_them(world: World, now: datetime) -> None:
    first = earn(customer=world.lan.pk, points=10, at=now, key="e1", by=world.by_mai)
    second = adjust(customer=world.lan.pk, points=10, reason="Bù", at=now, key="a", by=world.by_mai).transfer
    redeem(customer=world.lan.pk, points=4, at=now, key="r", by=world.by_mai)
    with pytest.raises(CannotBeUndone):
        undo(world, first, now)
    undo(world, second, now)
    assert balance_of(customer=world.lan.pk, at=now).available == 6
    assert_the_books_agree()


def test_what_a_return_gave_back_is_not_undone_again(world: World, now: datetime) -> None:
    earned = earn(customer=world.lan.pk, points=10, at=now, purchase=7, key="e", by=world.by_mai)
    spent = redeem(customer=world.lan.pk, points=4, at=now, key="r", by=world.by_mai)
    restored = restore(transfer=spent.pk, points=1, at=now, key="b", by=world.by_mai)
    for transfer in (spent, restored, earned):
        with pytest.raises(CannotBeUndone):
            undo(world, transfer, now, key=f"u{transfer.pk}")
    assert balance_of(customer=world.lan.pk, at=now).available == 7


def test_a_gift_goes_back(world: World, now: datetime) -> None:
    hoa = Customer.objects.create(name="Hoa")
    earn(customer=world.lan.pk, points=10, at=now, key="e", by=world.by_mai)
    given = gift(customer=world.lan.pk, to=hoa.pk, points=6, at=now, key="g", by=world.by_mai)
    undo(world, given, now)
    assert balance_of(customer=world.lan.pk, at=now).available == 10
    assert balance_of(customer=hoa.pk, at=now).available == 0
    assert told(hoa.pk) == ["points.received", "points.reversed"]
    assert_the_books_agree()


def test_nothing_without_a_reason_and_nothing_that_never_was(world: World, now: datetime) -> None:
    earned = earn(customer=world.lan.pk, points=10, at=now, key="e", by=world.by_mai)
    with pytest.raises(ReasonMissing):
        reverse(transfer=earned.pk, at=now, reason=" ", key="u", by=world.by_mai)
    with pytest.raises(NoSuchTransfer):
        reverse(transfer=earned.pk + 99, at=now, reason="Nhầm", key="u", by=world.by_mai)
    assert balance_of(customer=world.lan.pk, at=now).available == 10
