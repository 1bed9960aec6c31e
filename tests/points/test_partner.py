"""Points from the airline, and to it."""

from datetime import datetime

import pytest

from quen.points.errors import BadPartner, NoSuchPartner, NotEnoughPoints, NotPoints
from quen.points.models import Transfer
from quen.points.partner import partner_in, partner_out, write_partner
from quen.points.reads import balance_of
from quen.points.terms import Exchange, Partner
from quen.shops.models import SettingChange
from tests.people.story import last_facts
from tests.points.books import assert_the_books_agree, sides
from tests.world import World


@pytest.fixture
def airline(world: World, now: datetime) -> Partner:
    return write_partner(
        name="Bông Sen Vàng", in_theirs=100, in_ours=30, out_ours=50, out_theirs=100, at=now, by=world.by_mai
    )


def test_whole_steps_of_the_rate_are_exchanged(world: World, now: datetime, airline: Partner) -> None:
    came = partner_in(partner=airline.pk, customer=world.lan.pk, theirs=250, at=now, key="i", by=world.by_mai)
    assert (came.theirs, sides(came.transfer)) == (200, [("liability", 60), ("partner", -60)])
    assert (
        partner_in(partner=airline.pk, customer=world.lan.pk, theirs=250, at=now, key="i", by=world.by_mai)
        == came
    )
    went = partner_out(partner=airline.pk, customer=world.lan.pk, points=59, at=now, key="o", by=world.by_mai)
    assert (went.theirs, sides(went.transfer)) == (-100, [("liability", -50), ("partner", 50)])
    assert balance_of(customer=world.lan.pk, at=now).available == 10
    assert last_facts(world.lan.pk) == {"change": -50, "partner": "Bông Sen Vàng", "theirs": 100}
    assert_the_books_agree()


def test_too_few_or_not_there(world: World, now: datetime, airline: Partner) -> None:
    with pytest.raises(NotPoints):
        partner_in(partner=airline.pk, customer=world.lan.pk, theirs=99, at=now, key="i", by=world.by_mai)
    with pytest.raises(NotEnoughPoints):
        partner_out(partner=airline.pk, customer=world.lan.pk, points=50, at=now, key="o", by=world.by_mai)
    write_partner(name="Bông Sen Vàng", out_ours=None, out_theirs=None, at=now, by=world.by_mai)
    with pytest.raises(NoSuchPartner):
        partner_out(partner=airline.pk, customer=world.lan.pk, points=50, at=now, key="o", by=world.by_mai)
    write_partner(name="Bông Sen Vàng", is_active=False, at=now, by=world.by_mai)
    with pytest.raises(NoSuchPartner):
        partner_in(partner=airline.pk, customer=world.lan.pk, theirs=100, at=now, key="i", by=world.by_mai)
    assert not Transfer.objects.exists() and not Exchange.objects.exists()


def test_rates_are_whole_and_remembered(world: World, now: datetime, airline: Partner) -> None:
    for terms in ({"in_ours": None}, {"in_ours": 0}, {"out_theirs": -1}):
        with pytest.raises(BadPartner):
            write_partner(name="Bông Sen Vàng", at=now, by=world.by_mai, **terms)
    write_partner(name="Bông Sen Vàng", in_ours=40, at=now, by=world.by_mai)
    last = SettingChange.objects.latest("pk")
    assert (last.setting, last.before, last.after) == (f"partner.{airline.pk}.in_ours", 30, 40)
