"""Lan's cold coffee is made good: by Hoa within her limit, above it with Mai's yes, once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.flows.offer_recovery import (
    approve_recovery,
    change_recovery_limit,
    offer_recovery,
    refuse_recovery,
)
from quen.kernel.actor import Actor, ActorKind
from quen.points.models import Transfer
from quen.points.reads import balance_of
from quen.shops.models import SettingChange
from quen.shops.roles import Role
from quen.tickets.errors import BadRecovery
from quen.tickets.models import Entry, RecoveryOffer
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import Voucher
from quen.vouchers.terms import FixedOff, HandedOver, Terms
from tests import world as cast
from tests.people.story import told
from tests.tickets.matters import MONDAY_TEN, heard
from tests.world import World

HOUR = timedelta(hours=1)


@pytest.fixture
def world(db: None) -> World:
    made = cast.build()
    enrol(phone="0912 345 678", consent=True, way=Way.TILL, at=MONDAY_TEN - HOUR, key="lan", by=made.by_mai)
    for name, gives in (
        ("Tặng 30k", FixedOff(amount_minor=30_000)),
        ("Giảm 80k", FixedOff(amount_minor=80_000)),
        ("Bánh", HandedOver()),
    ):
        make_kind(name=name, terms=Terms(gives=gives), at=MONDAY_TEN, by=made.by_mai)
    return made


@pytest.fixture
def hoa(world: World) -> Actor:
    return Actor(ActorKind.STAFF, cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT).pk)


def points(world: World) -> int:
    return balance_of(customer=world.lan.pk, at=MONDAY_TEN + HOUR).available


def test_within_her_limit_hoa_gives_points_with_an_apology_and_once(world: World, hoa: Actor) -> None:
    ticket, before = heard(world), points(world)
    row = offer_recovery(ticket=ticket.pk, points=100, words="Quán xin lỗi chị.", at=MONDAY_TEN, by=hoa)
    transfer = Transfer.objects.get(pk=row.transfer or 0)
    assert (row.state, points(world) - before) == ("given", 100)
    assert (transfer.kind, transfer.key, transfer.reason, transfer.by) == (
        "earn", f"recovery:{ticket.pk}", f"Bù đắp cho khách, phiếu #{ticket.pk}", str(hoa),
    )  # fmt: skip
    ticket.refresh_from_db()
    assert ticket.state == "waiting" and Entry.objects.latest("pk").text == "Quán xin lỗi chị."
    for again in ({"points": 1}, {"voucher": "tang-30k"}):
        with pytest.raises(BadRecovery):
            offer_recovery(ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai, **again)
    assert points(world) - before == 100 and not Voucher.objects.exists()


@pytest.mark.parametrize("more", [{"points": 101}, {"voucher": "giam-80k"}, {"voucher": "banh"}])
def test_above_it_nothing_moves_until_mai_says_yes(world: World, hoa: Actor, more: dict[str, Any]) -> None:
    ticket, before = heard(world), points(world)
    row = offer_recovery(ticket=ticket.pk, words="Xin lỗi chị", at=MONDAY_TEN, by=hoa, **more)
    assert (row.state, points(world), Voucher.objects.count(), Entry.objects.count()) == (
        "waiting",
        before,
        0,
        1,
    )
    with pytest.raises(BadRecovery):
        approve_recovery(ticket=ticket.pk, at=MONDAY_TEN, by=hoa)
    given = approve_recovery(ticket=ticket.pk, at=MONDAY_TEN + HOUR, by=world.by_mai)
    assert (given.state, given.decided_by, Entry.objects.count()) == ("given", str(world.by_mai), 2)
    assert points(world) - before == more.get("points", 0)
    assert [one.source for one in Voucher.objects.all()] == [f"recovery:{ticket.pk}"] * ("voucher" in more)
    with pytest.raises(BadRecovery):
        approve_recovery(ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)
    assert {"ticket.recovery_asked", "ticket.recovery_given"} <= set(told(world.lan.pk))


def test_after_a_no_something_smaller_may_be_given(world: World, hoa: Actor) -> None:
    ticket = heard(world)
    offer_recovery(ticket=ticket.pk, points=5_000, at=MONDAY_TEN, by=hoa)
    refuse_recovery(ticket=ticket.pk, at=MONDAY_TEN, by=world.by_mai)
    row = offer_recovery(ticket=ticket.pk, voucher="tang-30k", at=MONDAY_TEN, by=hoa)
    assert (row.state, row.worth_minor, Voucher.objects.get().customer) == ("given", 30_000, world.lan)


def test_the_owner_sets_what_a_role_may_give(world: World, hoa: Actor) -> None:
    change_recovery_limit(role=Role.SUPPORT, points=10, minor=100_000, by=world.by_mai)
    one, other = heard(world), heard(world)
    assert offer_recovery(ticket=one.pk, points=11, at=MONDAY_TEN, by=hoa).state == "waiting"
    assert offer_recovery(ticket=other.pk, voucher="giam-80k", at=MONDAY_TEN, by=hoa).state == "given"
    assert SettingChange.objects.filter(setting="tickets.recovery.support.most_points", after=10).exists()
    with pytest.raises(BadRecovery):
        change_recovery_limit(role=Role.SUPPORT, points=-1, minor=0, by=world.by_mai)


def test_nobody_unproved_no_stranger_and_no_machine_is_given_to(world: World, hoa: Actor) -> None:
    typed = heard(world, is_proven=False)
    stranger = heard(world, contact=None)
    refused: list[Callable[[], object]] = [
        lambda: offer_recovery(ticket=typed.pk, points=5, at=MONDAY_TEN, by=world.by_mai),
        lambda: offer_recovery(ticket=stranger.pk, points=5, at=MONDAY_TEN, by=world.by_mai),
        lambda: offer_recovery(ticket=heard(world).pk, at=MONDAY_TEN, by=world.by_mai),
        lambda: offer_recovery(ticket=heard(world).pk, points=5, voucher="banh", at=MONDAY_TEN, by=hoa),
    ]
    for refuse in refused:
        with pytest.raises(BadRecovery):
            refuse()
    assert not RecoveryOffer.objects.exists()
    machine = Actor(ActorKind.TOKEN, 1)
    assert offer_recovery(ticket=heard(world).pk, points=5, at=MONDAY_TEN, by=machine).state == "waiting"
