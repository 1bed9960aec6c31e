"""A group is named best only when its rate stands out."""

from dataclasses import dataclass

from quen.measures.clear_winner import clear_winner


@dataclass(frozen=True)
class Store:
    customers: int
    repeat_customers: int


def test_one_lucky_customer_wins_nothing() -> None:
    assert clear_winner([Store(1000, 400), Store(1, 1)]) is None


def test_a_large_group_well_above_the_rest_wins() -> None:
    best = Store(1000, 600)
    assert clear_winner([Store(1000, 400), best, Store(0, 0)]) is best


def test_equal_groups_and_no_groups_have_no_winner() -> None:
    assert clear_winner([Store(1000, 400), Store(1000, 400)]) is None
    assert clear_winner([]) is None
    assert clear_winner([Store(0, 0)]) is None
