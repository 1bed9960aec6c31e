"""Reports over the lake give the measures' numbers, for a period and some stores."""

from datetime import date
from typing import Any

import pytest

from quen.insight.lake.export import export_all
from quen.insight.lake.manifest import read_manifest
from quen.insight.lake.read import Filters
from quen.insight.models import SavedResult
from quen.insight.reports.ask import Report, run
from quen.insight.results import kept, result_key
from quen.people.models import Customer
from quen.shops.models import Store
from tests.insight.shop import bring_back, buy, product
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Lan comes three times, Hoa once, someone unknown once; Hoa at another store."""
    world = build()
    coffee, tea = product("coffee", "ca phe"), product("tea", "tra")
    hoa = Customer.objects.create(name="Hoa")
    other = Store.objects.create(name="Quận 3", key="quan 3")
    buy(world.lan, date(2026, 9, 1), 10, store=world.store, products=(coffee,))
    buy(world.lan, date(2026, 9, 11), 20, store=world.store, products=(tea,))
    buy(world.lan, date(2026, 10, 1), 30, store=other, products=(tea,))
    buy(hoa, date(2026, 10, 5), 100, store=other, products=(coffee,))
    buy(None, date(2026, 10, 6), 7, store=world.store)
    bring_back(world.lan, date(2026, 10, 7), 30, store=other)
    export_all()
    return world


def test_lifetime_repeat_rate(world: World) -> None:
    result = run(Report.REPEAT_RATE, Filters())
    assert (result.first_day, result.last_day) == (date(2026, 9, 1), date(2026, 10, 6))
    assert result.one("repeat_rate") == {"customers": 2, "repeat_customers": 1, "repeat_customer_rate": 50.0}
    assert result.sheet("at_least")[1] == {"purchases": 3, "customers": 1, "rate": 50.0}
    assert result.sheet("customers_by_purchases") == [
        {"purchases": 1, "customers": 1},
        {"purchases": 3, "customers": 1},
    ]


def test_repeat_rate_of_a_period_knows_who_was_there_before(world: World) -> None:
    october = Filters(first_day=date(2026, 10, 1), last_day=date(2026, 10, 31))
    assert run(Report.REPEAT_RATE, october).one("in_period") == {
        "customers": 2,
        "repeat_customers": 0,
        "repeat_customer_rate": 0.0,
        "returning_customers": 1,
        "returning_customer_rate": 50.0,
    }


def test_new_revenue_of_a_period_is_that_of_first_purchases_ever(world: World) -> None:
    october = Filters(first_day=date(2026, 10, 1), last_day=date(2026, 10, 31))
    assert run(Report.REVENUE, october).sheet("months") == [
        {"month": "2026-10-01", "purchases": 2, "revenue_minor": 130, "new_minor": 100, "returning_minor": 30}
    ]
    ever = run(Report.REVENUE, Filters())
    assert [(row["new_minor"], row["returning_minor"]) for row in ever.sheet("months")] == [
        (10, 20),
        (100, 30),
    ]
    assert ever.one("totals")["anonymous_revenue_minor"] == 7
    assert ever.one("returned")["returned_minor"] == 30
    assert ever.one("shares")["returning_revenue_share"] == pytest.approx(100 * 50 / 160)


def test_groups_have_names(world: World) -> None:
    def names(report: Report, filters: Filters | None = None) -> list[tuple[Any, ...]]:
        rows = run(report, filters or Filters()).sheet("groups")
        return [(row["name"], row["customers"], row["repeat_customers"]) for row in rows]

    assert names(Report.BY_STORE) == [("Quận 3", 2, 0), ("Quận 1", 1, 1)]
    assert sorted(names(Report.BY_CATEGORY)) == [("ca phe", 2, 0), ("tra", 1, 1)]
    assert names(Report.BY_FIRST_PRODUCT) == [("coffee", 2, 1)]
    assert names(Report.BY_STORE, Filters(stores=(world.store.pk,))) == [("Quận 1", 1, 1)]
    assert names(Report.BY_CHANNEL) == []


def test_cohorts_and_retention_leave_the_unfinished_month_open(world: World) -> None:
    assert run(Report.COHORTS, Filters()).sheet("cohorts") == [
        {"month": "2026-09-01", "size": 1, "active": [1, None]},
        {"month": "2026-10-01", "size": 1, "active": [None, None]},
    ]
    assert [row["month"] for row in run(Report.RETENTION, Filters()).sheet("months")] == [
        "2026-09-01",
        "2026-10-01",
    ]


def test_a_period_knows_cohorts_and_gaps_from_the_time_before(world: World) -> None:
    october = Filters(first_day=date(2026, 10, 1), last_day=date(2026, 10, 31))
    assert run(Report.COHORTS, october).sheet("cohorts") == [
        {"month": "2026-10-01", "size": 1, "active": [1]}
    ], "Lan came in September, so she is nobody new"
    assert run(Report.RETENTION, october).sheet("months") == [
        {"month": "2026-10-01", "active": 2, "retained": 1, "rate": 100.0}
    ]
    assert run(Report.GAPS, october).sheets == {
        "median": [{"median_days": 20.0}],
        "pairs": [{"gap_days": 20, "pairs": 1}],
    }
    firsts = run(Report.BY_FIRST_PRODUCT, october).sheet("groups")
    assert [(row["name"], row["customers"], row["repeat_customers"]) for row in firsts] == [("coffee", 1, 0)]


def test_every_report_answers_with_facts_and_without(world: World) -> None:
    for report in Report:
        assert run(report, Filters()).sheets, report
        nothing = run(report, Filters(first_day=date(2030, 1, 1)))
        assert (nothing.first_day, nothing.sheets) == (None, {}), report


def test_a_result_is_computed_once_per_lake(world: World) -> None:
    asked: list[int] = []

    def compute() -> dict[str, object]:
        asked.append(1)
        return {"day": date(2026, 11, 22)}

    assert kept("m", Filters(), compute) == kept("m", Filters(), compute) == {"day": "2026-11-22"}
    kept("m", Filters(first_day=date(2026, 1, 1)), compute)
    assert len(asked) == 2
    buy(world.lan, date(2026, 11, 1), 1, store=world.store)
    export_all()
    kept("m", Filters(), compute)
    assert len(asked) == 3
    assert SavedResult.objects.count() == 1, "results of the former lake are gone"


def test_each_question_has_its_own_key(world: World) -> None:
    version = read_manifest().version
    keys = {
        result_key(measure, filters, lake)
        for measure in ("a", "b")
        for filters in (Filters(), Filters(stores=(1,)), Filters(last_day=date(2026, 1, 1)))
        for lake in (version, "other")
    }
    assert len(keys) == 12
