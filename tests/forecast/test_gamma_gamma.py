"""Gamma-Gamma."""

import numpy as np
import pytest

from quen.forecast import gamma_gamma
from quen.forecast.errors import TooLittleData
from quen.forecast.history import History
from tests.forecast.slopes import by_small_steps


def test_gamma_gamma_as_published(cdnow: History) -> None:
    found = gamma_gamma.fit(cdnow)
    assert {name: round(value, 2) for name, value in found.parameters.items()} == {
        "p": 6.25,
        "q": 3.74,
        "v": 15.44,
    }
    assert found.customers == 946


def test_a_mean_is_drawn_towards_everybodys_the_more_the_less_is_known() -> None:
    model = gamma_gamma.GammaGamma(p=6.25, q=3.74, v=15.44)
    history = History(
        np.array([0, 1, 20]), np.array([0, 5, 5]), np.array([9, 9, 9]), np.array([0.0, 100.0, 100.0])
    )
    everybody, once, often = model.mean_value(history)
    assert everybody == pytest.approx(6.25 * 15.44 / 2.74)
    assert everybody < once < often < 100


def test_the_unit_of_money_does_not_matter(cdnow: History) -> None:
    in_cents = History(cdnow.frequency, cdnow.recency_days, cdnow.age_days, cdnow.value * 100)
    found, cents = gamma_gamma.fit(cdnow), gamma_gamma.fit(in_cents)
    assert [cents.p, cents.q, cents.v] == pytest.approx([found.p, found.q, found.v * 100], rel=1e-4)
    assert cents.log_likelihood == pytest.approx(found.log_likelihood - 946 * np.log(100))


def test_the_gradient_is_that_of_small_steps() -> None:
    spending = gamma_gamma.Spending(np.array([1.0, 3.0, 300.0]), np.array([0.2, 1.1, 5.0]))
    climb, logs = gamma_gamma.objective(spending), np.log([4.0, 1.3, 0.8])
    assert climb(logs)[1] == pytest.approx(by_small_steps(climb, logs), rel=1e-6)


def test_nine_customers_are_too_few() -> None:
    history = History(np.ones(9, np.int64), np.ones(9, np.int64), np.ones(9, np.int64), np.ones(9))
    with pytest.raises(TooLittleData, match="9 customers came back"):
        gamma_gamma.fit(history)
