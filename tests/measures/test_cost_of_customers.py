"""What it costs to win a customer, and to keep one."""

from quen.measures.cost_of_customers import CostOfCustomers, cost_of_customers


def test_a_new_customer_costs_five_times_as_much() -> None:
    assert cost_of_customers(
        winning_minor=10_000_000, new_customers=50, keeping_minor=8_000_000, kept_customers=200
    ) == CostOfCustomers(200_000.0, 40_000.0, 5.0)


def test_where_nobody_came_there_is_no_cost_of_one() -> None:
    assert cost_of_customers(
        winning_minor=1, new_customers=0, keeping_minor=0, kept_customers=0
    ) == CostOfCustomers(None, None, None)


def test_keeping_for_nothing_has_no_ratio() -> None:
    found = cost_of_customers(winning_minor=100, new_customers=1, keeping_minor=0, kept_customers=9)
    assert (found.per_kept_minor, found.times_dearer) == (0.0, None)
