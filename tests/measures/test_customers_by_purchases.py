"""Once, twice, three times."""

from typing import Any

from quen.measures.customers import per_customer
from quen.measures.customers_by_purchases import customers_by_purchases


def test_customers_stand_under_the_number_of_their_purchases(shop: Any, rows: Any) -> None:
    sales = shop(
        [("lan", f"2026-01-{day:02}", 1) for day in range(1, 11)]
        + [("minh", "2026-01-01", 5), ("hoa", "2026-01-02", 5), (None, "2026-01-03", 5)]
    )
    assert rows(customers_by_purchases(per_customer(sales))) == [
        {"purchases": 1, "customers": 2},
        {"purchases": 10, "customers": 1},
    ]
