"""The field's classic: 1/10 sample of CDNOW."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.report import oracle
from tests.cli.report.oracle import Bought

AS_OF = date(1998, 7, 1)


@pytest.fixture(scope="module")
def purchases(shared_data: Path) -> list[Bought]:
    rows = [line.split() for line in (shared_data / "cdnow" / "CDNOW_sample.txt").read_text().splitlines()]
    return [
        Bought(row[0], date(int(row[2][:4]), int(row[2][4:6]), int(row[2][6:])), Decimal(row[4]))
        for row in rows
    ]


def test_the_published_figures(cdnow: dict[str, Any]) -> None:
    assert cdnow["purchases"] == 6_919
    assert cdnow["customers"] == 2_357
    assert cdnow["repeat_customers"] == 1_152
    assert cdnow["repeat_customer_rate"] == pytest.approx(48.8757, abs=5e-5)
    assert cdnow["revenue"] == 244_091.94
    assert cdnow["average_purchase"] == pytest.approx(244_091.94 / 6_919)
    assert [cdnow[f"rows_{kind}"] for kind in ("read", "used", "rejected", "anonymous")] == [
        6_919,
        6_919,
        0,
        0,
    ]
    assert [cdnow["anonymous_purchases"], cdnow["anonymous_revenue"], cdnow["returned"]] == [0, 0, 0]


def test_the_buyers_add_up(cdnow: dict[str, Any], purchases: list[Bought]) -> None:
    by_purchases = cdnow["customers_by_purchases"]
    assert by_purchases["1"] == 1_205
    assert sum(by_purchases.values()) == 2_357
    assert sum(int(times) * customers for times, customers in by_purchases.items()) == 6_919
    days = oracle.days_of(purchases)
    for times in (2, 3, 5, 10):
        customers = sum(len(found) >= times for found in days.values())
        assert cdnow["customers_at_least"][str(times)] == {
            "customers": customers,
            "rate": pytest.approx(100 * customers / 2_357),
        }


def test_cohorts_are_the_first_quarter_of_1997_and_agree_with_a_plain_count(
    cdnow: dict[str, Any], purchases: list[Bought]
) -> None:
    assert [cohort["month"] for cohort in cdnow["cohorts"]] == ["1997-01", "1997-02", "1997-03"]
    assert {len(cohort["active"]) for cohort in cdnow["cohorts"]} == {18}
    assert cdnow["cohorts"] == oracle.cohorts(purchases, first_day=date(1997, 1, 1), as_of=AS_OF)


def test_retention_gaps_and_lapsed_agree_with_a_plain_count(
    cdnow: dict[str, Any], purchases: list[Bought]
) -> None:
    months = [(month["active"], month["retained"], month["rate"]) for month in cdnow["retention_by_month"]]
    assert months == oracle.retention(purchases, as_of=AS_OF)
    assert cdnow["median_days_between_purchases"] == oracle.median_gap(purchases)
    count, at_stake = oracle.lapsed(purchases, as_of=AS_OF)
    assert cdnow["lapsed_regulars"]["count"] == count
    assert cdnow["lapsed_regulars"]["revenue_at_stake"] == pytest.approx(float(at_stake), abs=0.005 * count)


def test_shares_of_revenue_agree_with_a_plain_count(cdnow: dict[str, Any], purchases: list[Bought]) -> None:
    days = oracle.days_of(purchases)
    repeat = sum(purchase.amount for purchase in purchases if len(days[purchase.customer]) > 1)
    assert cdnow["repeat_revenue_share"] == pytest.approx(float(100 * repeat / Decimal("244091.94")))
    assert cdnow["returning_revenue_share"] < cdnow["repeat_revenue_share"]


def test_either_id_column_gives_the_same_customers(
    answer: Any, cdnow: dict[str, Any], shared_data: Path
) -> None:
    columns = [f"--map={pair}" for pair in ("customer=2", "date=3", "quantity=4", "amount=5")]
    sample = answer(shared_data / "cdnow" / "CDNOW_sample.txt", "--no-header", *columns, "--currency", "USD")
    names = ("customers", "repeat_customers", "revenue", "cohorts", "rfm", "retention_by_month")
    assert {name: sample[name] for name in names} == {name: cdnow[name] for name in names}
