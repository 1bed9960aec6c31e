"""What a source costs, and where competitors press."""

from datetime import date, datetime, timedelta

import pytest

from quen.leads.capture import Person
from quen.leads.compete import Pressure, pressure, register, see
from quen.leads.costs import SourceResult, enter_cost, results
from quen.leads.end import lose, win
from quen.leads.errors import BadCompetitor
from quen.leads.models import Competitor, LeadSource, LossReason, Sighting
from tests.leads.hoa import hoa_asks
from tests.world import World

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def test_a_new_customer_costs_what_the_source_cost_by_those_it_won(world: World, now: datetime) -> None:
    for number in range(4):
        lead = hoa_asks(world, now, Person(phone=f"098765432{number}"), source=LeadSource.ADVERTISEMENT).lead
        if number < 2:
            win(lead=lead.pk, at=now, by=world.by_mai)
    lose(lead=lead.pk, reason=LossReason.PRICE, at=now, by=world.by_mai)
    hoa_asks(world, now)
    hoa_asks(world, now - timedelta(days=40), Person(phone="0900000001"))
    enter_cost(source=LeadSource.ADVERTISEMENT, month=now.date(), amount_minor=1, at=now, by=world.by_mai)
    enter_cost(source=LeadSource.ADVERTISEMENT, month=NOVEMBER, amount_minor=900_000, at=now, by=world.by_mai)
    told = results(NOVEMBER, DECEMBER)
    assert told == [
        SourceResult(LeadSource.PHONE, 1, 0, 0, None), SourceResult(LeadSource.ADVERTISEMENT, 4, 2, 1, 900_000),
    ]  # fmt: skip
    assert [row.per_new_minor for row in told] == [None, 450_000]


def test_pressure_compares_their_prices_with_ours(world: World, now: datetime) -> None:
    rival = register(name="Bên Kia", at=now, by=world.by_mai)
    other = register(name="Góc Phố", at=now, by=world.by_mai)
    with pytest.raises(BadCompetitor):
        register(name="ben  kia", at=now, by=world.by_mai)
    with pytest.raises(BadCompetitor):
        register(name=" ", at=now, by=world.by_mai)
    with pytest.raises(BadCompetitor):
        see(competitor=rival, seen_on=NOVEMBER, by=world.by_mai)
    for who, theirs in ((rival, 20_000), (other, 24_000)):
        see(competitor=who, product="Cà phê sữa", area="Quận 1", price_minor=theirs, our_price_minor=25_000,
            seen_on=NOVEMBER, by=world.by_mai)  # fmt: skip
    see(competitor=rival, product="Trà đào", offer="Mua 1 tặng 1", seen_on=NOVEMBER, by=world.by_mai)
    see(competitor=rival, product="Cũ", offer="x", seen_on=date(2025, 1, 1), by=world.by_mai)
    first, second = pressure(date(2026, 1, 1))
    assert first.percent_of_ours == pytest.approx(88)
    assert (first.product, first.area, first.sightings, first.competitors) == ("Cà phê sữa", "Quận 1", 2, 2)
    assert second == Pressure("Trà đào", "", 1, 1, NOVEMBER, None)
    assert (Competitor.objects.count(), Sighting.objects.count()) == (2, 4)
