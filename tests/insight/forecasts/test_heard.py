"""What customers say is held against what their purchases let expect, in the shop's own past."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.forecast.look_back import Foretold
from quen.insight.as_of import AsOf
from quen.insight.forecasts.heard import Followed, Signal, follow, from_json, shifted, signal_of
from quen.insight.forecasts.purchase_days import number_of
from quen.insight.forecasts.run import run_forecasts
from quen.insight.lake.export import export_all
from quen.people.models import Customer
from quen.surveys.models import Invitation, Response, Survey, Way
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.tickets.choices import CameBy
from quen.tickets.models import Ticket
from tests.insight.forecasts.regulars import LAST_DAY, regulars
from tests.insight.shop import count_as
from tests.tickets.matters import heard
from tests.world import World, build

pytestmark = pytest.mark.django_db
CUT = LAST_DAY - timedelta(days=90)
NOON = datetime(CUT.year, CUT.month, CUT.day, 5, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def survey(world: World) -> Survey:
    return make_survey(name="Giới thiệu", form=READY_MADE["nps"].form, at=NOON - 99 * DAY, by=world.by_mai)


def scored(survey: Survey, customer: Customer, band: str, at: datetime = NOON - 9 * DAY) -> None:
    Response.objects.create(
        survey=survey, version=survey.versions.get(), key=f"{customer.pk} {at} {band}", customer=customer, way=Way.LINK,
        score={"low": 2, "middle": 8, "high": 10}[band], band=band, answered_at=at,
    )  # fmt: skip


def asked(survey: Survey, customer: Customer, at: datetime) -> None:
    Invitation.objects.create(
        survey=survey, customer=customer, way=Way.EMAIL, key=f"{customer.pk} {at}", asked_at=at, ends_at=at + 30 * DAY,
        asked_by="system",
    )  # fmt: skip


def complains(world: World, customer: Customer, at: datetime, came_by: CameBy = CameBy.PHONE) -> None:
    ticket = heard(world)
    Ticket.objects.filter(pk=ticket.pk).update(opened_at=at, customer=customer, came_by=came_by)


def people(count: int) -> list[Customer]:
    return Customer.objects.bulk_create(Customer(name=f"Khách {number}") for number in range(count))


def followed(who: list[Customer], *, came: list[bool], chance: float = 0.6) -> dict[str, Followed]:
    ids = np.array([one.pk for one in who], np.int64)
    numbers = np.arange(len(who))
    past = Foretold(number_of(CUT), 90, numbers, np.full(len(who), chance), np.array(came))
    return {one.signal: one for one in follow(past, ids)}


def test_detractors_who_came_back_less_than_foretold_shift_the_chance(world: World, survey: Survey) -> None:
    who = people(120)
    for one in who[:60]:
        scored(survey, one, "low")
    for one in who[60:]:
        scored(survey, one, "high")
    # Of the low scores 12 of 60 came back, of the high ones 36 of 60, and 60 % were foretold of all.
    came = [place % 5 == 0 for place in range(60)] + [place % 5 < 3 for place in range(60)]
    found = followed(who, came=came)
    low, high = found["low"], found["high"]
    assert (low.customers, low.returned, round(low.expected, 3), high.returned) == (60, 12, 0.6, 36)
    assert 0.11 < low.low < 0.2 < low.high < 0.32, "Wilson's interval of 12 of 60"
    assert low.shift is not None and high.shift is None, "only what differs is offered"
    assert shifted(0.6, low.shift) == pytest.approx(0.2, abs=1e-6)
    assert shifted(0.9, low.shift) == pytest.approx(0.6, abs=1e-6), "odds of 9 become odds of 1.5"


def test_what_one_half_teaches_must_help_the_other_and_few_teach_nothing(
    world: World, survey: Survey
) -> None:
    who = people(80)
    for one in who[:20]:
        scored(survey, one, "low")
    for one in who[20:]:
        scored(survey, one, "middle")
    # All of one half came back and none of the other: more than foretold together, but no half could teach the other.
    came = [False] * 20 + [one.pk % 2 == 0 for one in who[20:]]
    found = followed(who, came=came, chance=0.3)
    assert found["low"].is_small and found["low"].shift is None
    middle = found["middle"]
    assert (middle.customers, middle.returned) == (60, 30) and middle.expected < middle.low
    assert middle.shift is None


def test_each_customer_counts_once_by_her_strongest_signal(world: World, survey: Survey) -> None:
    complained, changed, silent, fresh, old, merged, stranger = who = people(7)
    scored(survey, complained, "high")
    complains(world, complained, NOON - 40 * DAY)
    scored(survey, changed, "low", NOON - 20 * DAY)
    scored(survey, changed, "high", NOON - 2 * DAY)
    complains(world, changed, NOON - 20 * DAY, came_by=CameBy.SURVEY)
    asked(survey, silent, NOON - 30 * DAY)
    asked(survey, fresh, NOON - 3 * DAY)
    scored(survey, old, "low", NOON - 95 * DAY)
    count_as(merged, silent)
    scored(survey, merged, "low")
    found = followed(who, came=[False] * 7)
    assert {name: one.customers for name, one in found.items()} == {"complaint": 1, "low": 1, "high": 1}
    assert signal_of(silent.pk, at=NOON) == (Signal.LOW, NOON - 9 * DAY), (
        "she speaks for whom she was merged with"
    )
    assert signal_of(stranger.pk, at=NOON) is None and signal_of(fresh.pk, at=NOON) is None
    assert signal_of(fresh.pk, at=NOON + 9 * DAY) == (Signal.SILENT, NOON - 3 * DAY)


def test_one_query_for_everybody(world: World, survey: Survey) -> None:
    who = people(50)
    for one in who:
        scored(survey, one, "low")
    with CaptureQueriesContext(connection) as seen:
        followed(who, came=[True] * 50)
    assert len(seen) <= 2, "the shop's clock, and one of all"


def test_a_nights_run_keeps_what_the_signals_meant(world: World, survey: Survey) -> None:
    for one in regulars(world.store)[:40]:
        scored(survey, one, "low")
    export_all()
    told = run_forecasts(today=LAST_DAY, as_of=AsOf(LAST_DAY, LAST_DAY, is_stale=False), at=NOON)
    assert told.findings
    told.refresh_from_db()
    low = from_json((told.findings or {})["signals"])[Signal.LOW]
    past = (told.findings or {})["past"]
    assert date.fromisoformat(past["until"]) == CUT and 0 < low.customers <= 40
    assert 0 <= low.low <= low.returned / low.customers <= low.high <= 1
