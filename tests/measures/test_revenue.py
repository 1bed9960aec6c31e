"""Revenue, new and returning."""

from datetime import date
from typing import Any

import pytest

from quen.measures.customers import per_customer
from quen.measures.revenue import returned, revenue_by_month, revenue_shares, totals

SALES = [
    ("lan", "2026-01-05", 100),
    ("lan", "2026-02-05", 300),
    ("minh", "2026-02-07", 600),
    (None, "2026-02-09", 50),
]


def test_totals_speak_of_known_customers_and_keep_strangers_beside(shop: Any, rows: Any) -> None:
    assert rows(totals(shop(SALES))) == [
        {
            "purchases": 3,
            "revenue_minor": 1000,
            "anonymous_purchases": 1,
            "anonymous_revenue_minor": 50,
            "first_day": date(2026, 1, 5),
            "last_day": date(2026, 2, 9),
            "average_purchase_minor": pytest.approx(1000 / 3),
        }
    ]


def test_totals_of_nothing_are_zero_and_have_no_average(shop: Any, rows: Any) -> None:
    assert rows(totals(shop([]))) == [
        {
            "purchases": 0,
            "revenue_minor": 0,
            "anonymous_purchases": 0,
            "anonymous_revenue_minor": 0,
            "first_day": None,
            "last_day": None,
            "average_purchase_minor": None,
        }
    ]


def test_lan_brings_forty_percent_and_thirty_of_it_by_coming_back(shop: Any, rows: Any) -> None:
    assert rows(revenue_shares(per_customer(shop(SALES)))) == [
        {"repeat_revenue_share": 40.0, "returning_revenue_share": 30.0}
    ]


def test_customers_who_paid_nothing_have_no_shares(shop: Any, rows: Any) -> None:
    assert rows(revenue_shares(per_customer(shop([("lan", "2026-01-05", 0)])))) == [
        {"repeat_revenue_share": None, "returning_revenue_share": None}
    ]


def test_a_month_splits_into_first_purchases_and_the_rest(shop: Any, rows: Any) -> None:
    sales = shop([*SALES, ("lan", "2026-03-01", 20)])
    assert rows(revenue_by_month(sales, per_customer(sales))) == [
        {
            "month": date(2026, 1, 1),
            "purchases": 1,
            "revenue_minor": 100,
            "new_minor": 100,
            "returning_minor": 0,
        },
        {
            "month": date(2026, 2, 1),
            "purchases": 2,
            "revenue_minor": 900,
            "new_minor": 600,
            "returning_minor": 300,
        },
        {
            "month": date(2026, 3, 1),
            "purchases": 1,
            "revenue_minor": 20,
            "new_minor": 0,
            "returning_minor": 20,
        },
    ]


def test_returns_are_summed_for_known_customers_and_strangers(takings_back: Any, rows: Any) -> None:
    back = takings_back([("lan", "2026-02-06", 30), ("minh", "2026-02-08", 5), (None, "2026-02-09", 7)])
    assert rows(returned(back)) == [
        {
            "returned_minor": 35,
            "anonymous_returned_minor": 7,
            "first_day": date(2026, 2, 6),
            "last_day": date(2026, 2, 9),
        }
    ]
