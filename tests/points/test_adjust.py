"""Staff correct a balance: alone up to the owner's limit, two together above it."""

from datetime import datetime, timedelta

import pytest

from quen.enrolment.draft import draft
from quen.enrolment.launch import launch
from quen.kernel.actor import Actor, ActorKind
from quen.points.adjust import adjust, approve, refuse
from quen.points.earn import earn
from quen.points.errors import (
    AlreadyDecided,
    KeyUsedForSomethingElse,
    NotEnoughPoints,
    NotYours,
    ReasonMissing,
)
from quen.points.models import Lot, Transfer
from quen.points.reads import balance_of
from quen.points.settings import change_points_settings
from quen.points.terms import Decision
from quen.programme.example import example_text
from quen.shops.models import SettingChange
from tests.people.story import told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World


def by_tu(world: World) -> Actor:
    return Actor(ActorKind.STAFF, world.tu.pk)


def test_a_small_correction_is_posted_at_once(world: World, now: datetime) -> None:
    row = adjust(customer=world.lan.pk, points=50, reason="Quên quét thẻ", at=now, key="a", by=by_tu(world))
    assert row.state == Decision.POSTED and row.transfer
    assert sides(row.transfer) == [("liability", 50), ("adjusted", -50)]
    assert (
        adjust(customer=world.lan.pk, points=50, reason="Quên quét thẻ", at=now, key="a", by=by_tu(world))
        == row
    )
    with pytest.raises(KeyUsedForSomethingElse):
        adjust(customer=world.lan.pk, points=51, reason="Quên quét thẻ", at=now, key="a", by=by_tu(world))
    down = adjust(customer=world.lan.pk, points=-20, reason="Ghi nhầm", at=now, key="b", by=by_tu(world))
    assert down.transfer and sides(down.transfer) == [("liability", -20), ("adjusted", 20)]
    assert balance_of(customer=world.lan.pk, at=now).available == 30
    assert told(world.lan.pk) == ["points.adjusted", "points.adjusted"]
    assert_the_books_agree()


def test_given_points_live_as_long_as_earned_ones(world: World, now: datetime) -> None:
    launch(number=draft(text=example_text(), by=world.by_mai, at=now).number, by=world.by_mai, at=now)
    adjust(customer=world.lan.pk, points=50, reason="Bù", at=now, key="a", by=world.by_mai)
    lot = Lot.objects.get()
    assert lot.version == 1 and lot.expires_at and now + timedelta(days=360) < lot.expires_at


def test_a_large_one_waits_for_somebody_else(world: World, now: datetime) -> None:
    change_points_settings(by=world.by_mai, approval_above=100)
    row = adjust(customer=world.lan.pk, points=101, reason="Đền bù", at=now, key="a", by=by_tu(world))
    assert row.state == Decision.WAITING
    assert not Transfer.objects.exists()
    with pytest.raises(NotYours):
        approve(adjustment=row.pk, at=now, by=Actor(ActorKind.STAFF, world.tu.pk, address="10.0.0.9"))
    assert not Transfer.objects.exists()
    done = approve(adjustment=row.pk, at=now, by=world.by_mai)
    assert done.transfer and (done.transfer.by, done.transfer.approved_by) == (
        str(world.by_mai), str(world.by_mai),
    )  # fmt: skip
    with pytest.raises(AlreadyDecided):
        approve(adjustment=row.pk, at=now, by=world.by_mai)
    assert balance_of(customer=world.lan.pk, at=now).available == 101
    assert told(world.lan.pk) == ["points.adjustment_asked", "points.adjusted"]
    assert SettingChange.objects.get().setting == "points.approval_above"


def test_a_refused_one_moves_nothing(world: World, now: datetime) -> None:
    row = adjust(customer=world.lan.pk, points=501, reason="Đền bù", at=now, key="a", by=by_tu(world))
    assert refuse(adjustment=row.pk, at=now, by=world.by_mai).state == Decision.REFUSED
    with pytest.raises(AlreadyDecided):
        approve(adjustment=row.pk, at=now, by=world.by_mai)
    assert not Transfer.objects.exists()
    assert told(world.lan.pk) == ["points.adjustment_asked", "points.adjustment_refused"]


def test_no_reason_or_too_little_leaves_all_as_it_was(world: World, now: datetime) -> None:
    earn(customer=world.lan.pk, points=10, at=now, key="e", by=world.by_mai)
    with pytest.raises(ReasonMissing):
        adjust(customer=world.lan.pk, points=1, reason="  ", at=now, key="a", by=by_tu(world))
    with pytest.raises(NotEnoughPoints):
        adjust(customer=world.lan.pk, points=-11, reason="Ghi nhầm", at=now, key="a", by=by_tu(world))
    assert balance_of(customer=world.lan.pk, at=now).available == 10
    assert Transfer.objects.count() == 1
