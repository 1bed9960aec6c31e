"""Retention curves of cohorts of every cut."""

from datetime import date
from typing import Any

import pyarrow as pa

from quen.measures.cohort_curves import cohort_curves
from quen.measures.months import active_months

SALES = [
    ("lan", "2026-01-05", 1),
    ("lan", "2026-02-05", 1),
    ("lan", "2026-02-06", 1),
    ("lan", "2026-04-05", 1),
    ("minh", "2026-01-31", 1),
    ("hoa", "2026-02-28", 1),
    ("hoa", "2026-03-01", 1),
    ("tu", "2026-03-15", 1),
    ("nobody's", "2026-01-01", 1),
]


def test_each_age_counts_those_whose_month_is_over(shop: Any, load: Any, rows: Any) -> None:
    groups = load(
        pa.table({"customer": ["lan", "minh", "hoa", "tu"], "group": ["Cà phê", "Cà phê", "Trà", "Trà"]})
    )
    curves = cohort_curves(active_months(shop(SALES)), groups, as_of=date(2026, 4, 10))
    found = [(row["group"], row["age"], row["customers"], row["active"], row["rate"]) for row in rows(curves)]
    # March is the last month over; Lan's purchase of April does not count yet, and Tú has not been watched at all.
    assert found == [
        ("Cà phê", 1, 2, 1, 50.0),
        ("Cà phê", 2, 2, 0, 0.0),
        ("Trà", 1, 1, 1, 100.0),
    ]


def test_in_the_first_month_there_is_no_curve(shop: Any, load: Any, rows: Any) -> None:
    groups = load(pa.table({"customer": ["lan"], "group": ["Cà phê"]}))
    assert rows(cohort_curves(active_months(shop(SALES[:1])), groups, as_of=date(2026, 2, 1))) == []
