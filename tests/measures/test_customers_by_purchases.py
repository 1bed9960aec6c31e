"""Once, twice, three times."""

from typing import Any

from quen.measures.customers import per_customer
from quen.measures.customers_by_purchases import customers_by_purchases, purchase_buckets


def test_customers_stand_under_the_number_of_their_purchases(shop: Any, rows: Any) -> None:
    sales = shop(
        [("lan", f"2026-01-{day:02}", 1) for day in range(1, 11)]
        + [("minh", "2026-01-01", 5), ("hoa", "2026-01-02", 5), (None, "2026-01-03", 5)]
    )
    assert rows(customers_by_purchases(per_customer(sales))) == [
        {"purchases": 1, "customers": 2},
        {"purchases": 10, "customers": 1},
    ]


def test_the_thin_tail_is_put_in_buckets() -> None:
    assert purchase_buckets({1: 5, 2: 3, 6: 2, 9: 1, 10: 4, 250: 1}) == [
        ("1", 5),
        ("2", 3),
        ("3", 0),
        ("4", 0),
        ("5", 0),
        ("6–9", 3),
        ("10+", 5),
    ]
