"""One row per known customer."""

from datetime import date
from typing import Any

from quen.measures.customers import per_customer


def test_a_customer_is_one_row_with_her_first_purchase(shop: Any, rows: Any) -> None:
    sales = shop([("lan", "2026-02-01", 30), ("lan", "2026-01-05", 10), (None, "2026-01-01", 99)])
    assert rows(per_customer(sales)) == [
        {
            "customer": "lan",
            "purchases": 2,
            "revenue_minor": 40,
            "first_day": date(2026, 1, 5),
            "last_day": date(2026, 2, 1),
            "first_amount_minor": 10,
        }
    ]


def test_the_first_of_two_purchases_at_one_moment_does_not_depend_on_row_order(shop: Any, rows: Any) -> None:
    later, sooner = {"purchase_key": "R2"}, {"purchase_key": "R1"}
    one_way = shop([("lan", "2026-01-05", 7, later), ("lan", "2026-01-05", 9, sooner)])
    other_way = shop([("lan", "2026-01-05", 9, sooner), ("lan", "2026-01-05", 7, later)])
    firsts = [rows(per_customer(sales))[0]["first_amount_minor"] for sales in (one_way, other_way)]
    assert firsts == [9, 9]
