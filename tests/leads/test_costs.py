"""What a source costs, and where competitors press."""

from datetime import date, datetime, timedelta

import pytest

from quen.leads.capture import Person, Utm
from quen.leads.compete import Pressure, pressure, register, see
from quen.leads.costs import Brought, Label, Months, by_label, by_source, enter_cost, labels_known
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
    november = Months.between(NOVEMBER, DECEMBER)
    told = by_source(november)
    assert told == {
        LeadSource.PHONE: Brought(1, 0, 0, None), LeadSource.ADVERTISEMENT: Brought(4, 2, 1, 900_000),
    }  # fmt: skip
    assert [(row.per_lead_minor, row.per_new_minor) for row in told.values()] == [
        (None, None), (225_000, 450_000),
    ]  # fmt: skip


def test_what_is_entered_for_a_campaign_is_its_own_and_nothing_else_is_shared_out(
    world: World, now: datetime
) -> None:
    said = [Utm("facebook", "cpc", "tet"), Utm("google", "cpc", "tet"), Utm("facebook", "post", ""), None]
    for number, utm in enumerate(said):
        asked = Person(phone=f"098765432{number}")
        lead = hoa_asks(world, now, asked, source=LeadSource.ADVERTISEMENT, utm=utm).lead
        if number in (0, 3):
            win(lead=lead.pk, at=now, by=world.by_mai)
    for utm, amount in ((None, 500_000), (Utm(campaign=" tet "), 1), (Utm(campaign="tet"), 600_000),
                        (Utm("facebook", "cpc", "he"), 70_000)):  # fmt: skip
        enter_cost(
            source=LeadSource.ADVERTISEMENT, month=NOVEMBER, amount_minor=amount, utm=utm, at=now, by=world.by_mai
        )  # fmt: skip
    november = Months.between(NOVEMBER, DECEMBER)
    assert by_source(november) == {LeadSource.ADVERTISEMENT: Brought(4, 2, 0, 1_170_000)}
    campaigns = by_label(Label.CAMPAIGN, november)
    assert campaigns.rows == {"tet": Brought(2, 1, 0, 600_000), "he": Brought(0, 0, 0, 70_000)}
    assert (campaigns.rows["tet"].per_lead_minor, campaigns.rows["tet"].per_new_minor) == (300_000, 600_000)
    assert (campaigns.rows["he"].per_lead_minor, campaigns.rows["he"].per_new_minor) == (None, None)
    assert (campaigns.without, campaigns.unassigned_minor) == (Brought(2, 1), 500_000)
    sources = by_label(Label.SOURCE, november)
    assert sources.rows == {"facebook": Brought(2, 1, 0, 70_000), "google": Brought(1)}
    assert (sources.unassigned_minor, sources.left_out) == (1_100_000, 0)
    assert by_label(Label.MEDIUM, november).rows["post"] == Brought(1)
    assert labels_known(november) == {
        Label.CAMPAIGN: ["tet"], Label.SOURCE: ["facebook", "google"], Label.MEDIUM: ["cpc", "post"],
    }  # fmt: skip


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


def test_one_product_is_pressed_in_each_area_by_itself_the_hardest_first(world: World, now: datetime) -> None:
    rival = register(name="Bên Kia", at=now, by=world.by_mai)
    other = register(name="Góc Phố", at=now, by=world.by_mai)
    newer = NOVEMBER + timedelta(days=2)
    for who, area, theirs, ours, day in (
        (rival, "Quận 1", 24_000, 25_000, NOVEMBER),
        (rival, "Quận 7", 20_000, 25_000, newer),
        (other, "Quận 7", 30_000, 40_000, NOVEMBER),
        (other, "Quận 7", 10_000, None, NOVEMBER),  # ours was not written down: seen, and not compared
        (other, "Quận 7", 10_000, 0, NOVEMBER),
        (other, "Quận 3", 10_000, None, newer),
    ):
        see(competitor=who, product="Cà phê sữa", area=area, price_minor=theirs, our_price_minor=ours, seen_on=day,
            by=world.by_mai)  # fmt: skip
    told = pressure(NOVEMBER)
    assert [(row.area, row.sightings, row.competitors, row.newest) for row in told] == [
        ("Quận 7", 4, 2, newer), ("Quận 1", 1, 1, NOVEMBER), ("Quận 3", 1, 1, newer),
    ]  # fmt: skip
    assert [row.percent_of_ours for row in told] == [pytest.approx(77.5), pytest.approx(96), None]
    assert [row.area for row in pressure(newer)] == ["Quận 7", "Quận 3"], "older ones no longer press"
    assert pressure(newer)[0].percent_of_ours == pytest.approx(80)
