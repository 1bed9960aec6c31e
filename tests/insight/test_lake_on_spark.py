"""Reports over the lake on Spark say what they say on DuckDB: periods, stores, merges, an empty lake."""

from datetime import date
from typing import Any

import pytest

from quen.insight.lake.export import export_all
from quen.insight.lake.read import Filters, open_lake
from quen.insight.lake.tables import PURCHASES
from quen.insight.reports.ask import Report, compute
from quen.people.models import Customer
from quen.shops.models import Store
from tests.insight.shop import bring_back, buy, count_as, product
from tests.world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:PySpark does not yet fully support")]
OCTOBER = Filters(first_day=date(2026, 10, 1), last_day=date(2026, 10, 31))


@pytest.fixture
def on_spark(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEN_ANALYTICS", "local[1]")


@pytest.fixture
def world() -> World:
    """Lan comes three times, Hoa twice under two cards that are one person, someone unknown once."""
    world = build()
    coffee, tea = product("coffee", "ca phe"), product("tea", "tra")
    hoa, twin = (
        Customer.objects.create(name="Hoa"),
        Customer.objects.create(name="Hoa Trần", source="facebook"),
    )
    other = Store.objects.create(name="Quận 3", key="quan 3")
    buy(world.lan, date(2026, 8, 1), 10, store=world.store, products=(coffee,), channel="web")
    buy(world.lan, date(2026, 9, 11), 20, store=world.store, products=(tea,))
    buy(world.lan, date(2026, 10, 1), 30, 5, store=other, products=(tea, coffee))
    buy(hoa, date(2026, 9, 5), 100, store=other, products=(coffee,))
    buy(twin, date(2026, 10, 6), 50, store=other, products=(coffee,))
    buy(None, date(2026, 10, 6), 7, store=world.store)
    bring_back(world.lan, date(2026, 10, 7), 30, store=other)
    count_as(twin, hoa)
    export_all()
    return world


@pytest.mark.long
def test_every_report_is_the_same_and_so_is_one_of_a_period_and_of_a_store(
    world: World, request: pytest.FixtureRequest
) -> None:
    """What a report leaves out is left out before it is asked: one that looks at both sides of it stands for all."""
    asked = [(report, Filters()) for report in Report]
    asked += [(Report.RETENTION, OCTOBER), (Report.RETENTION, Filters(stores=(world.store.pk,)))]
    on_duckdb = [compute(report, filters) for report, filters in asked]
    assert (
        len(
            {
                str(on_duckdb[place]["sheets"])
                for place, (report, _) in enumerate(asked)
                if report == Report.RETENTION
            }
        )
        == 3
    )
    request.getfixturevalue("on_spark")
    for (report, filters), expected in zip(asked, on_duckdb, strict=True):
        found = compute(report, filters)
        assert found.keys() == expected.keys()
        for name, sheet in expected["sheets"].items():
            assert in_order(found["sheets"][name]) == in_order(sheet), (report, filters, name)


def in_order(sheet: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a sheet without an order of its own, in one; what was divided to twelve digits."""
    rounded = [
        {name: round(value, 12) if isinstance(value, float) else value for name, value in row.items()}
        for row in sheet
    ]
    return sorted(rounded, key=str)


def test_moments_days_and_quantities_come_as_they_lie_there(world: World, on_spark: None) -> None:
    with open_lake() as lake:
        found = lake.rows(lake.facts("purchases", OCTOBER).order_by("at", "amount_minor"))
        assert [(row["day"], row["at"].hour, row["at"].tzinfo, row["amount_minor"]) for row in found] == [
            (date(2026, 10, 1), 9, None, 35),
            (date(2026, 10, 6), 9, None, 7),
            (date(2026, 10, 6), 9, None, 50),
        ]
        lines = lake.rows(lake.facts("lines", OCTOBER))
        assert {str(row["quantity"]) for row in lines} == {"1.000"}


def test_an_empty_lake_has_empty_tables_with_the_right_columns(on_spark: None) -> None:
    with open_lake() as lake:
        purchases, returns = lake.tables()
        assert lake.rows(purchases) == lake.rows(returns) == []
        assert list(lake.rows(purchases.agg(rows=purchases.count()))[0].values()) == [0]
        assert list(purchases.columns) == list(PURCHASES)


def test_what_is_kept_is_computed_once_and_freed_with_the_report(
    world: World, on_spark: None, spark: Any
) -> None:
    with open_lake() as lake:
        facts = lake.facts("purchases")
        kept = lake.keep(facts.group_by("store").agg(rows=facts.count()))
        assert sum(row["rows"] for row in lake.rows(kept)) == 6
        assert len(spark.sparkContext._jsc.getPersistentRDDs()) == 1
    assert len(spark.sparkContext._jsc.getPersistentRDDs()) == 0


def test_columns_for_forecasts_are_those_of_duckdb(world: World, request: pytest.FixtureRequest) -> None:
    def columns() -> dict[str, list[Any]]:
        with open_lake() as lake:
            asked = lake.facts("purchases").order_by("at", "amount_minor").select("day", "amount_minor")
            found = lake.arrays(asked)
            return {
                "day": list(found["day"].astype("datetime64[D]").astype(int)),
                "amount_minor": list(found["amount_minor"]),
            }

    expected = columns()
    request.getfixturevalue("on_spark")
    assert columns() == expected
