"""Customers kept, lost, won and won back, counted by hand."""

from datetime import date
from typing import Any

import pytest

from quen.measures.period_retention import retention_of_period

# The first quarter, and somebody is a customer for 60 days after a purchase: from 2 November at its start, from
# 31 January at its end.
QUARTER: Any = {"first_day": date(2026, 1, 1), "last_day": date(2026, 3, 31), "window_days": 60}
SALES = [
    # Customers at the start.
    ("kept", "2025-12-01", 1),
    ("kept", "2026-03-01", 1),
    ("kept again", "2025-11-02", 1),
    ("kept again", "2026-01-31", 1),
    ("lost", "2025-12-30", 1),
    ("lost though seen", "2025-12-30", 1),
    ("lost though seen", "2026-01-30", 1),
    # Away at the start.
    ("back", "2025-06-01", 1),
    ("back", "2026-02-14", 1),
    ("one day too long away", "2025-11-01", 1),
    ("seen in passing", "2025-05-01", 1),
    ("seen in passing", "2026-01-02", 1),
    # New.
    ("new", "2026-03-31", 1),
    ("new and gone", "2026-01-01", 1),
    # Not yet.
    ("later", "2026-04-01", 1),
    (None, "2026-03-01", 1),
]


def test_the_formula_holds_and_everybody_is_counted_once(shop: Any, rows: Any) -> None:
    [found] = rows(retention_of_period(shop(SALES), **QUARTER))
    counts = (
        "customers_at_start",
        "customers_at_end",
        "new",
        "reactivated",
        "retained",
        "lost",
        "away_at_start",
    )
    assert [found[name] for name in counts] == [4, 4, 1, 1, 2, 2, 3]
    at_end_of_old = found["customers_at_end"] - found["new"] - found["reactivated"]
    assert at_end_of_old == found["retained"]
    assert found["retention_rate"] == 100 * at_end_of_old / found["customers_at_start"] == 50.0
    assert found["churn_rate"] == 50.0
    assert found["reactivation_rate"] == pytest.approx(100 / 3)
    assert found["retention_is_small"]


def test_before_the_first_purchase_there_is_no_rate(shop: Any, rows: Any) -> None:
    [found] = rows(retention_of_period(shop([("lan", "2026-02-01", 1)]), **QUARTER))
    assert (found["customers_at_start"], found["customers_at_end"], found["new"]) == (0, 1, 1)
    assert [found[f"{name}_rate"] for name in ("retention", "churn", "reactivation")] == [None, None, None]


def test_an_empty_shop_has_nobody(shop: Any, rows: Any) -> None:
    [found] = rows(retention_of_period(shop([]), **QUARTER))
    assert (found["customers_at_start"], found["customers_at_end"], found["lost"]) == (0, 0, 0)
