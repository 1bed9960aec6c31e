"""Who came back."""

from datetime import date
from typing import Any

import pytest

from quen.measures.customers import between, per_customer
from quen.measures.repeat_rate import customers_at_least, repeat_rate, repeat_rate_in_period

LAN_MINH_AND_HOA = [
    ("lan", "2026-01-05 09:00", 40_000),
    ("lan", "2026-01-05 18:00", 0),
    ("lan", "2026-02-01", 25_000),
    ("minh", "2026-01-06", 90_000),
    ("minh", "2026-03-06", 10_000),
    ("hoa", "2026-02-02", 15_000),
    (None, "2026-02-02", 70_000),
]


def test_two_of_three_customers_came_back(shop: Any, rows: Any) -> None:
    answer = rows(repeat_rate(per_customer(shop(LAN_MINH_AND_HOA))))
    assert answer == [
        {"customers": 3, "repeat_customers": 2, "repeat_customer_rate": pytest.approx(200 / 3, abs=1e-12)}
    ]


def test_two_visits_on_one_day_are_two_purchases_even_when_worth_nothing(shop: Any, rows: Any) -> None:
    same_day = shop(LAN_MINH_AND_HOA[:2])
    assert rows(repeat_rate(per_customer(same_day))) == [
        {"customers": 1, "repeat_customers": 1, "repeat_customer_rate": 100.0}
    ]


def test_a_shop_of_strangers_has_no_rate(shop: Any, rows: Any) -> None:
    answer = rows(repeat_rate(per_customer(shop([(None, "2026-01-05", 10_000)]))))
    assert answer == [{"customers": 0, "repeat_customers": 0, "repeat_customer_rate": None}]


def test_a_shop_without_any_sale_has_no_rate(shop: Any, rows: Any) -> None:
    assert rows(repeat_rate(per_customer(shop([])))) == [
        {"customers": 0, "repeat_customers": 0, "repeat_customer_rate": None}
    ]


def test_x_times_rates_count_customers_with_at_least_x(shop: Any, rows: Any) -> None:
    answer = rows(customers_at_least(per_customer(shop(LAN_MINH_AND_HOA)), times=(2, 3, 5)))
    assert answer == [
        {
            "customers": 3,
            "at_least_2": 2,
            "at_least_3": 1,
            "at_least_5": 0,
            "rate_2": pytest.approx(200 / 3),
            "rate_3": pytest.approx(100 / 3),
            "rate_5": 0.0,
        }
    ]


def test_in_february_nobody_bought_twice_but_lan_had_been_before(shop: Any, rows: Any) -> None:
    answer = rows(
        repeat_rate_in_period(shop(LAN_MINH_AND_HOA), first_day=date(2026, 2, 1), last_day=date(2026, 2, 28))
    )
    assert answer == [
        {
            "customers": 2,
            "repeat_customers": 0,
            "returning_customers": 1,
            "repeat_customer_rate": 0.0,
            "returning_customer_rate": 50.0,
        }
    ]


def test_a_period_includes_both_its_days(shop: Any, rows: Any) -> None:
    some = between(shop(LAN_MINH_AND_HOA), first_day=date(2026, 1, 6), last_day=date(2026, 2, 1))
    assert sorted(row["customer"] for row in rows(some)) == ["lan", "minh"]
