"""Where customers come back from."""

from typing import Any

from quen.measures.by_group import (
    first_purchases,
    repeat_rate_by,
    repeat_rate_by_first,
    repeat_rate_by_first_spending,
)

QUAN_1, QUAN_3 = {"store": "Quận 1"}, {"store": "Quận 3"}
SALES = [
    ("lan", "2026-01-01", 100, QUAN_1 | {"product": "Cà phê sữa"}),
    ("lan", "2026-01-02", 200, QUAN_1 | {"product": "Trà đào"}),
    ("lan", "2026-01-03", 300, QUAN_3),
    ("minh", "2026-01-01", 400, QUAN_3 | {"product": "Trà đào"}),
    ("hoa", "2026-01-01", 500, QUAN_1 | {"product": "Cà phê sữa"}),
    ("tu", "2026-01-01", 600),
    (None, "2026-01-01", 999, QUAN_1),
]


def _rates(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    names = ("group", "customers", "repeat_customers", "repeat_customer_rate", "purchases", "revenue_minor")
    return [tuple(row[name] for name in names) for row in found]


def test_a_customer_of_two_stores_counts_in_both_but_repeats_only_where_she_returned(
    shop: Any, rows: Any
) -> None:
    assert _rates(rows(repeat_rate_by(shop(SALES), "store"))) == [
        ("Quận 1", 2, 1, 50.0, 3, 800),
        ("Quận 3", 2, 0, 0.0, 2, 700),
    ]


def test_a_shop_that_names_no_stores_has_no_groups(shop: Any, rows: Any) -> None:
    assert rows(repeat_rate_by(shop([("lan", "2026-01-01", 1)]), "store")) == []


def test_lan_began_with_coffee_and_came_back(shop: Any, rows: Any) -> None:
    firsts = first_purchases(shop(SALES))
    assert _rates(rows(repeat_rate_by_first(firsts, "first_product"))) == [
        ("Cà phê sữa", 2, 1, 50.0, 4, 1100),
        ("Trà đào", 1, 0, 0.0, 1, 400),
    ]


def test_quarters_of_the_first_purchase(shop: Any, rows: Any) -> None:
    found = rows(repeat_rate_by_first_spending(first_purchases(shop(SALES))))
    assert _rates(found) == [
        (1, 1, 1, 100.0, 3, 600),
        (2, 1, 0, 0.0, 1, 400),
        (3, 1, 0, 0.0, 1, 500),
        (4, 1, 0, 0.0, 1, 600),
    ]
    assert [(row["from_minor"], row["to_minor"]) for row in found] == [
        (100, 100),
        (400, 400),
        (500, 500),
        (600, 600),
    ]


def test_equal_first_purchases_share_one_group(shop: Any, rows: Any) -> None:
    sales = shop([(f"c{n}", "2026-01-01", 50) for n in range(4)])
    found = rows(repeat_rate_by_first_spending(first_purchases(sales)))
    assert _rates(found) == [(1, 4, 0, 0.0, 4, 200)]
