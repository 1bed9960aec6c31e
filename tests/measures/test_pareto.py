"""How much revenue comes from how few customers."""

from typing import Any

import pytest

from quen.measures.customers import per_customer
from quen.measures.pareto import fewest_for_most, ranked, revenue_of_the_top

TEN = [(f"c{n}", "2026-01-01", amount) for n, amount in enumerate([400, 300, 50, 50, 50, 50, 50, 30, 10, 10])]


def test_the_top_fifth_of_ten_customers(shop: Any, rows: Any) -> None:
    found = rows(revenue_of_the_top(ranked(per_customer(shop(TEN))), (20, 50, 1)))
    # One in a hundred of ten customers is one, rounded up.
    assert [(row["top_percent"], row["customers"], row["revenue_minor"]) for row in found] == [
        (1, 1, 400),
        (20, 2, 700),
        (50, 5, 850),
    ]
    assert [row["revenue_share"] for row in found] == [40.0, 70.0, 85.0]
    assert [row["least_minor"] for row in found] == [400, 300, 50]


def test_four_in_ten_make_four_fifths_of_the_revenue(shop: Any, rows: Any) -> None:
    [found] = rows(fewest_for_most(ranked(per_customer(shop(TEN)))))
    assert (found["share"], found["fewest"], found["customers"], found["customers_share"]) == (
        80,
        4,
        10,
        40.0,
    )


def test_among_equals_the_curve_is_straight(shop: Any, rows: Any) -> None:
    equal = ranked(per_customer(shop([(f"c{n:03}", "2026-01-01", 7) for n in range(100)])))
    found = rows(revenue_of_the_top(equal))
    assert [row["revenue_share"] for row in found] == pytest.approx([1, 5, 10, 20, 50])


@pytest.mark.parametrize("sales", [[], [("lan", "2026-01-01", 0)]])
def test_without_revenue_nothing_is_concentrated(sales: Any, shop: Any, rows: Any) -> None:
    placed = ranked(per_customer(shop(sales)))
    assert rows(fewest_for_most(placed))[0]["fewest"] is None
    assert {row["revenue_share"] for row in rows(revenue_of_the_top(placed))} == {None}
