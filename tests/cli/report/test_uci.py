"""UCI Online Retail, 541,909 rows of a wholesaler: the report against a plain reading of the same files."""

import csv
from collections import defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import pytest

from quen.measures.rfm import OTHERS, SEGMENTS
from tests.cli.report import oracle
from tests.cli.report.oracle import Bought

AS_OF = date(2011, 12, 10)
PENNY = Decimal("0.01")


@pytest.fixture(scope="module")
def purchases(shared_data: Path) -> list[Bought]:
    """Invoices of known customers: rows with a customer, no C in front of the invoice, a positive quantity."""
    amounts: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    days: dict[tuple[str, str], date] = {}
    for path in sorted((shared_data / "uci_online_retail").glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if not row["CustomerID"] or row["InvoiceNo"].startswith("C") or int(row["Quantity"]) <= 0:
                    continue
                invoice = row["InvoiceNo"], row["CustomerID"]
                value = (int(row["Quantity"]) * Decimal(row["UnitPrice"])).quantize(PENNY, ROUND_HALF_EVEN)
                amounts[invoice] += value
                day = _day(row["InvoiceDate"])
                days[invoice] = min(day, days.get(invoice, day))
    return [Bought(invoice[1], days[invoice], amount) for invoice, amount in amounts.items()]


def _day(written: str) -> date:
    for form in ("%Y-%m-%d %H:%M:%S", "%m/%d/%y %H:%M", "%m/%d/%Y %H:%M"):
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    raise ValueError(written)


def test_the_figures_of_the_issue(uci: dict[str, Any]) -> None:
    assert uci["rows_read"] == 541_909
    assert (
        uci["rows_read"]
        == uci["rows_used"] + uci["rows_rejected"] + uci["rows_outside"] + uci["rows_repeated"]
    )
    assert uci["rows_anonymous"] == 135_080
    assert [uci["purchases"], uci["customers"], uci["repeat_customers"]] == [18_536, 4_339, 2_845]
    assert uci["repeat_customer_rate"] == pytest.approx(65.5681, abs=5e-5)
    assert uci["anonymous_purchases"] == 2_189
    assert uci["revenue"] == 8_911_407.90
    assert uci["currency"] == "GBP"


def test_the_plain_reading_finds_the_same_purchases(uci: dict[str, Any], purchases: list[Bought]) -> None:
    assert len(purchases) == uci["purchases"]
    assert float(sum(purchase.amount for purchase in purchases)) == uci["revenue"]


def test_cohorts_and_retention(uci: dict[str, Any], purchases: list[Bought]) -> None:
    assert uci["cohorts"] == oracle.cohorts(purchases, first_day=date(2010, 12, 1), as_of=AS_OF)
    months = [(month["active"], month["retained"], month["rate"]) for month in uci["retention_by_month"]]
    assert months == oracle.retention(purchases, as_of=AS_OF)


def test_december_2011_is_not_over(uci: dict[str, Any]) -> None:
    assert uci["last_day"] == "2011-12-09"
    assert [cohort["active"][-1] for cohort in uci["cohorts"]] == [None] * 13
    assert uci["cohorts"][-1]["size"] > 0
    assert uci["cohorts"][-1]["active"] == [None] * 13
    last = uci["retention_by_month"][-1]
    assert (last["month"], last["retained"], last["rate"]) == ("2011-12", None, None)


def test_gaps_and_lapsed_regulars(uci: dict[str, Any], purchases: list[Bought]) -> None:
    assert uci["median_days_between_purchases"] == oracle.median_gap(purchases)
    count, at_stake = oracle.lapsed(purchases, as_of=AS_OF)
    assert uci["lapsed_regulars"]["count"] == count
    assert uci["lapsed_regulars"]["revenue_at_stake"] == pytest.approx(float(at_stake), abs=0.005 * count)


def test_segments(uci: dict[str, Any], purchases: list[Bought]) -> None:
    expected: dict[str, int] = defaultdict(int)
    for (r, f, m), customers in oracle.rfm_scores(purchases, as_of=AS_OF).items():
        named = (
            segment.name
            for segment in SEGMENTS
            if segment.recency[0] <= r <= segment.recency[1]
            and segment.frequency[0] <= f <= segment.frequency[1]
            and segment.monetary[0] <= m <= segment.monetary[1]
        )
        expected[next(named, OTHERS)] += customers
    found = uci["rfm"]
    assert {name: sums["customers"] for name, sums in found.items() if sums["customers"]} == dict(expected)
    assert sum(sums["customers"] for sums in found.values()) == 4_339
    assert sum(sums["purchases"] for sums in found.values()) == 18_536
    assert round(sum(sums["revenue"] for sums in found.values()), 2) == 8_911_407.90


def test_months_of_revenue_add_up(uci: dict[str, Any]) -> None:
    months = uci["revenue_by_month"]
    assert round(sum(month["new"] + month["returning"] for month in months), 2) == 8_911_407.90
    later = sum(month["returning"] for month in months)
    assert uci["returning_revenue_share"] == pytest.approx(100 * later / 8_911_407.90)
