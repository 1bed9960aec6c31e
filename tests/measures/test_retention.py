"""From one month to the next."""

from datetime import date
from typing import Any

from quen.measures.months import active_months
from quen.measures.retention import retention_by_month

JANUARY = 2026 * 12


def _measured(found: list[dict[str, Any]]) -> list[tuple[int, int, int | None, float | None]]:
    return [(row["month_no"] - JANUARY, row["active"], row["retained"], row["rate"]) for row in found]


def test_half_of_january_came_again_in_february(shop: Any, rows: Any) -> None:
    sales = shop(
        [
            ("lan", "2026-01-05", 1),
            ("minh", "2026-01-06", 1),
            ("lan", "2026-02-05", 1),
            ("lan", "2026-02-25", 1),
            ("hoa", "2026-02-06", 1),
            ("minh", "2026-03-06", 1),
        ]
    )
    found = rows(retention_by_month(active_months(sales), as_of=date(2026, 4, 1)))
    assert _measured(found) == [(0, 2, None, None), (1, 2, 1, 50.0), (2, 1, 0, 0.0)]


def test_a_month_that_is_not_over_has_buyers_but_no_rate(shop: Any, rows: Any) -> None:
    sales = shop([("lan", "2026-01-05", 1), ("lan", "2026-02-05", 1)])
    found = rows(retention_by_month(active_months(sales), as_of=date(2026, 2, 28)))
    assert _measured(found) == [(0, 1, None, None), (1, 1, None, None)]


def test_after_a_month_without_buyers_nobody_could_be_retained(shop: Any, rows: Any) -> None:
    sales = shop([("lan", "2026-01-05", 1), ("lan", "2026-03-05", 1)])
    found = rows(retention_by_month(active_months(sales), as_of=date(2026, 4, 1)))
    assert _measured(found) == [(0, 1, None, None), (2, 1, 0, None)]


def test_december_is_followed_by_january(shop: Any, rows: Any) -> None:
    sales = shop([("lan", "2025-12-31", 1), ("lan", "2026-01-01", 1)])
    found = rows(retention_by_month(active_months(sales), as_of=date(2026, 2, 1)))
    assert _measured(found) == [(-1, 1, None, None), (0, 1, 1, 100.0)]
