"""Who buys only at a discount."""

from typing import Any

import pyarrow as pa
import pytest

from quen.measures.discounts import depth_bands, discount_dependence, discount_totals


def sales(customer: str | None, *purchases: tuple[int, int]) -> list[dict[str, Any]]:
    """Purchases of somebody: what she paid, what was taken off."""
    return [
        {"customer": customer, "amount_minor": amount, "discount_minor": discount}
        for amount, discount in purchases
    ]


ALL = [
    *sales("only then", (80, 20), (80, 20), (80, 20), (90, 10), (100, 0)),
    *sales("sometimes", (100, 0), (50, 50), (100, 0), (100, 0)),
    *sales("never", (100, 0), (100, 0), (100, 0)),
    *sales("twice", (50, 50), (50, 50)),
    *sales("given everything", (0, 100), (0, 100), (0, 100)),
    *sales(None, (10, 90)),
]


@pytest.fixture
def dependence(load: Any) -> Any:
    return discount_dependence(load(pa.Table.from_pylist(ALL)))


def test_each_customer_by_her_own_share(dependence: Any, rows: Any) -> None:
    found = {row["customer"]: row for row in rows(dependence)}
    assert {who: (row["discounted_share"], row["is_dependent"]) for who, row in found.items()} == {
        "only then": (80.0, True),
        "sometimes": (25.0, False),
        "never": (0.0, False),
        "twice": (100.0, False),
        "given everything": (100.0, True),
    }
    assert found["only then"]["depth"] == 100 * 70 / 500
    assert found["given everything"]["depth"] == 100.0


def test_two_of_the_four_with_a_habit_depend_on_it(dependence: Any, rows: Any) -> None:
    [found] = rows(discount_totals(dependence))
    assert (found["customers"], found["dependent"], found["rate"], found["is_small"]) == (4, 2, 50.0, True)
    assert (found["purchases"], found["discounted"]) == (17, 10)
    assert (found["revenue_minor"], found["discount_minor"]) == (1180, 520)


def test_the_bands_hold_everybody(dependence: Any, rows: Any) -> None:
    found = [(row["band"], row["customers"], row["purchases"]) for row in rows(depth_bands(dependence))]
    assert found == [(0, 1, 3), (1, 1, 4), (4, 1, 5), (5, 2, 5)]
