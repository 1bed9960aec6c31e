"""The naive rules."""

import numpy as np
import pytest

from quen.forecast import rules
from quen.forecast.history import History


@pytest.fixture
def half_and_half() -> tuple[History, np.ndarray]:
    """A hundred who came yesterday and come again twice, a hundred who came long ago and never do."""
    history = History(
        frequency=np.repeat([5, 5], 100),
        recency_days=np.repeat([99, 10], 100),
        age_days=np.repeat([100, 100], 100),
        value=np.full(200, 3.0),
    )
    return history, np.repeat([2, 0], 100)


@pytest.mark.parametrize("name", [rules.RECENCY, rules.RFM])
def test_what_became_of_alike_customers_is_foretold(
    half_and_half: tuple[History, np.ndarray], name: str
) -> None:
    history, bought = half_and_half
    learned = rules.learn(name, history, bought)
    expected, chance = learned.expected(history), learned.chance(history)
    # Ten average customers are added to every cell.
    assert expected[0] == pytest.approx(210 / 110)
    assert expected[-1] == pytest.approx(10 / 110)
    assert chance[0] == pytest.approx(105 / 110)
    assert chance[-1] == pytest.approx(5 / 110)


def test_a_horizon_twice_as_long_brings_twice_as_much(half_and_half: tuple[History, np.ndarray]) -> None:
    history, bought = half_and_half
    learned = rules.learn(rules.RECENCY, history, bought, times=2.0)
    assert learned.expected(history)[-1] == pytest.approx(20 / 110)
    assert learned.chance(history)[-1] == pytest.approx(1 - (105 / 110) ** 2)


def test_the_rate_of_who_came_today_for_the_first_time_is_nothing() -> None:
    today = History(np.array([0]), np.array([0]), np.array([0]), np.zeros(1))
    assert rules.purchase_rate(today).tolist() == [0.0]


def test_rankings_put_the_fresh_first(half_and_half: tuple[History, np.ndarray]) -> None:
    history, _ = half_and_half
    for name in (rules.RECENCY, rules.RFM):
        found = rules.ranking(name, history, None)
        assert found[0] > found[-1]
