"""What customers have been worth so far."""

from datetime import date
from typing import Any

import pytest

from quen.measures.customers import per_customer
from quen.measures.historic_value import historic_value, value_by_age

SALES = [
    ("lan", "2026-01-05", 100),
    ("lan", "2026-03-05", 300),
    ("minh", "2026-01-09", 200),
    ("hoa", "2026-02-01", 50),
    ("hoa", "2026-04-02", 999),
    (None, "2026-01-01", 5),
]


def test_average_and_median_of_what_stays(shop: Any, rows: Any) -> None:
    [found] = rows(historic_value(per_customer(shop(SALES[:4])), margin=0.5))
    assert found["customers"] == 3
    assert (found["average_minor"], found["median_minor"]) == (pytest.approx(650 / 3 * 0.5), 100.0)
    assert found["top_minor"] == pytest.approx(0.5 * (200 + 0.8 * 200))


def test_each_cohort_adds_up_month_by_month(shop: Any, rows: Any) -> None:
    found = rows(value_by_age(shop(SALES), as_of=date(2026, 4, 10)))
    january = 2026 * 12
    assert [
        (row["cohort_no"] - january, row["age"], row["customers"], row["value_minor"]) for row in found
    ] == [
        (0, 0, 2, 150.0),
        (0, 1, 2, 150.0),
        (0, 2, 2, 300.0),
        (1, 0, 1, 50.0),
        (1, 1, 1, 50.0),
    ]


def test_an_empty_shop_has_no_value(shop: Any, rows: Any) -> None:
    [found] = rows(historic_value(per_customer(shop([]))))
    assert (found["customers"], found["average_minor"], found["median_minor"]) == (0, None, None)
    assert rows(value_by_age(shop([]), as_of=date(2026, 4, 10))) == []
