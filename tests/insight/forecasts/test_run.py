"""Everybody's forecast is what the models say of her days, kept by difference."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from quen.insight.as_of import AsOf
from quen.insight.forecasts.reads import forecast_of, last_run, runs_out_of, what_is_missing
from quen.insight.forecasts.run import last_known_day, run_forecasts
from quen.insight.lake.export import export_all
from quen.insight.models import Forecast, ForecastRun
from quen.insight.summary.refresh import refresh_summaries
from quen.people.models import Customer
from tests.insight.forecasts.regulars import LAST_DAY, regulars
from tests.insight.shop import buy, count_as, product
from tests.world import World, build

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return build()


def run(day: date = LAST_DAY) -> ForecastRun:
    export_all()
    return run_forecasts(today=day, as_of=AsOf(day, day, is_stale=False), at=NOW)


def test_everybody_who_bought_has_a_forecast_and_the_run_says_how_it_did(world: World) -> None:
    people = regulars(world.store)
    told = run()
    assert set(Forecast.objects.values_list("customer_id", flat=True)) == {person.pk for person in people}
    assert what_is_missing(told) is None
    assert told.worked_out_on == LAST_DAY
    assert told.findings and told.findings["customers"] == 100
    past = told.findings["past"]
    assert set(past["judged"]) == {"model", "rate", "recency", "rfm"}
    assert sum(tenth["customers"] for tenth in past["calibration"]) == past["customers"]
    for kept in Forecast.objects.all():
        assert kept.expected_30 <= kept.expected_90 <= kept.expected_365
        assert kept.spend_90_low_minor <= kept.spend_90_high_minor
        assert kept.spend_365_minor <= kept.lifetime_value_minor
        assert kept.next_visit is None or kept.next_visit > LAST_DAY


def test_who_came_today_is_likelier_a_customer_than_who_has_long_been_silent(world: World) -> None:
    regulars(world.store)
    for week in range(20):
        buy(world.lan, LAST_DAY - timedelta(days=7 * week), 50_000, store=world.store)
    silent = Customer.objects.create(name="Bùi Văn Im")
    for week in range(20):
        buy(silent, LAST_DAY - timedelta(days=100 + 7 * week), 50_000, store=world.store)
    run()
    lan, gone = forecast_of(world.lan.pk), forecast_of(silent.pk)
    assert lan and gone
    assert lan.p_active > 0.9 > 0.3 > gone.p_active
    assert lan.overdue < 0.1 and gone.overdue > 0.97
    assert lan.next_visit and lan.next_visit - LAST_DAY < timedelta(days=9)
    assert gone.next_visit is None


def test_a_merged_customer_counts_as_her_root_and_loses_her_row_at_once(world: World) -> None:
    one, other = regulars(world.store)[:2]
    run()
    count_as(other, one)
    refresh_summaries([other.pk], today=LAST_DAY)
    assert forecast_of(other.pk) is None
    before = forecast_of(one.pk)
    run()
    after = forecast_of(one.pk)
    assert before and after and after.expected_90 != before.expected_90
    assert forecast_of(other.pk) is None
    assert Forecast.objects.count() == 99


def test_too_little_data_is_said_and_what_was_kept_is_removed(world: World) -> None:
    regulars(world.store)
    run()
    told = run(LAST_DAY - timedelta(days=290))
    missing = what_is_missing(told)
    assert missing and str(missing).startswith("Not yet: a forecast needs 50 known customers")
    assert told.findings is None
    assert not Forecast.objects.exists()
    assert ForecastRun.objects.count() == 1


def test_a_second_run_writes_nothing_where_nothing_has_changed(world: World) -> None:
    people = regulars(world.store)
    run()
    places = _places()
    run()
    assert _places() == places
    buy(people[0], LAST_DAY, 10_000_000, store=world.store)
    run()
    assert _places()[people[0].pk] != places[people[0].pk]


def test_who_buys_beans_every_month_runs_out_of_them_and_a_merged_one_no_more(world: World) -> None:
    beans = product("beans")
    people = Customer.objects.bulk_create(Customer(name=f"Khách {number}") for number in range(12))
    for place, person in enumerate(people):
        for month in range(3):
            buy(
                person,
                LAST_DAY - timedelta(days=10 + 30 * month),
                90,
                store=world.store,
                products=(beans,),
                receipt=f"B{place}-{month}",
            )
    run()
    kept = runs_out_of(people[0].pk, most=5)
    assert [(one.product, one.runs_out_on) for one in kept] == [(beans, LAST_DAY + timedelta(days=20))]
    count_as(people[1], people[0])
    refresh_summaries([people[1].pk], today=LAST_DAY)
    assert runs_out_of(people[1].pk, most=5) == []


def test_a_day_that_has_hardly_begun_is_no_silence() -> None:
    day = date(2026, 11, 2)
    yesterday = day - timedelta(days=1)
    assert last_known_day(AsOf(day, day, is_stale=False)) == day
    assert last_known_day(AsOf(day, yesterday, is_stale=False)) == yesterday
    assert last_known_day(AsOf(day, day - timedelta(days=5), is_stale=False)) == yesterday
    assert last_known_day(AsOf(date(2026, 3, 1), date(2026, 3, 1), is_stale=True)) == date(2026, 3, 1)


def test_before_any_run_there_is_nothing() -> None:
    assert last_run() is None
    assert forecast_of(1) is None


def _places() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT customer_id, ctid::text FROM insight_forecast")
        return dict(cursor.fetchall())
