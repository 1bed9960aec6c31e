"""The triangle."""

from datetime import date
from typing import Any

from quen.measures.cohorts import Cohort, cohorts, triangle
from quen.measures.months import active_months

SALES = [
    ("lan", "2025-11-20", 1),
    ("lan", "2025-11-21", 1),
    ("lan", "2026-01-05", 1),
    ("minh", "2025-11-30", 1),
    ("minh", "2025-12-01", 1),
    ("hoa", "2026-01-31", 1),
    ("hoa", "2026-02-03", 1),
    (None, "2026-02-10", 1),
]


def _cells(found: list[dict[str, Any]]) -> list[tuple[int, int, int]]:
    return [(row["cohort_no"], row["age"], row["customers"]) for row in found]


def test_a_customer_is_active_once_a_month_however_often_she_buys(shop: Any, rows: Any) -> None:
    found = _cells(rows(cohorts(active_months(shop(SALES)))))
    november, january = 2025 * 12 + 10, 2026 * 12
    assert found == [(november, 0, 2), (november, 1, 1), (november, 2, 1), (january, 0, 1), (january, 1, 1)]


def test_months_that_are_not_over_are_empty_cells(shop: Any, rows: Any) -> None:
    cells = _cells(rows(cohorts(active_months(shop(SALES)))))
    assert triangle(cells, first_day=date(2025, 11, 20), as_of=date(2026, 2, 11)) == [
        Cohort(date(2025, 11, 1), 2, (2, 1, 1, None)),
        Cohort(date(2026, 1, 1), 1, (1, None, None, None)),
    ]


def test_a_month_is_over_when_its_last_day_is_in_the_data(shop: Any, rows: Any) -> None:
    cells = _cells(rows(cohorts(active_months(shop(SALES)))))
    assert triangle(cells, first_day=date(2025, 11, 20), as_of=date(2026, 3, 1)) == [
        Cohort(date(2025, 11, 1), 2, (2, 1, 1, 0)),
        Cohort(date(2026, 1, 1), 1, (1, 1, None, None)),
    ]


def test_the_size_of_a_cohort_is_known_before_its_month_is_over() -> None:
    january = 2026 * 12
    assert triangle([(january, 0, 5)], first_day=date(2026, 1, 2), as_of=date(2026, 1, 21)) == [
        Cohort(date(2026, 1, 1), 5, (None,))
    ]


def test_no_customers_make_no_triangle() -> None:
    assert triangle([], first_day=date(2026, 1, 2), as_of=date(2026, 1, 21)) == []
