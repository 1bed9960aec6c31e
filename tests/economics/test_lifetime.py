"""Lifetime value against published figures."""

import pytest

from quen.economics.lifetime import MOST_RETENTION, Customer, multiple, per_period


@pytest.mark.parametrize(
    ("retention", "at_10", "at_12", "at_14", "at_16"),
    [
        # Gupta and Lehmann 2003, the table of margin multiples, by discount rate.
        (0.60, 1.20, 1.15, 1.11, 1.07),
        (0.70, 1.75, 1.67, 1.59, 1.52),
        (0.80, 2.67, 2.50, 2.35, 2.22),
        (0.90, 4.50, 4.09, 3.75, 3.46),
    ],
)
def test_the_margin_multiples_are_the_published_ones(
    retention: float, at_10: float, at_12: float, at_14: float, at_16: float
) -> None:
    found = [round(multiple(retention, discount), 2) for discount in (0.10, 0.12, 0.14, 0.16)]
    assert found == [at_10, at_12, at_14, at_16]


def test_the_value_is_the_sum_of_its_periods() -> None:
    one = Customer(margin_minor=200.0, retention=0.7, discount=0.05)
    summed = sum(200.0 * (0.7 / 1.05) ** n for n in range(2_000))
    assert one.lifetime_minor == pytest.approx(summed)
    assert one.still_to_come_minor == pytest.approx(summed - 200.0)
    assert one.periods == pytest.approx(sum(0.7**n for n in range(2_000)))


def test_a_customer_never_kept_is_worth_one_margin() -> None:
    once = Customer(margin_minor=50.0, retention=0.0, discount=0.1)
    assert (once.lifetime_minor, once.still_to_come_minor, once.periods) == (50.0, 0.0, 1.0)


def test_nobody_is_kept_for_ever() -> None:
    for retention in (0.99, 0.999, 1.0):
        assert multiple(retention, 0.0) == pytest.approx(99.0)
    assert Customer(1.0, 0.97, 0.0).kept_better(5).retention == MOST_RETENTION


def test_four_quarters_make_the_year() -> None:
    assert (1 + per_period(0.1, 4)) ** 4 == pytest.approx(1.1)
    assert per_period(0.1, 1) == pytest.approx(0.1)
