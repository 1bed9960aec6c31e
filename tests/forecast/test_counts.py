"""How many purchases an active customer will make."""

import numpy as np
import pytest
from scipy import special

from quen.forecast import bg_nbd, mbg_nbd, pareto_nbd
from quen.forecast.counts import counts_if_active, quantiles_if_active
from quen.forecast.history import Floats, Groups, History
from quen.forecast.model import Model

PARETO = pareto_nbd.model(r=0.553, alpha=10.578, s=0.606, beta=11.669)
PLAIN = bg_nbd.model(r=0.2426, alpha=4.4136, a=0.7929, b=2.4259)
CENTRAL = mbg_nbd.model(r=0.525, alpha=6.183, a=0.891, b=1.614)
MODELS = (PARETO, PLAIN, CENTRAL)
X, T = np.array([0.0, 2.0, 26.0, 300.0]), np.array([38.86, 38.86, 30.0, 400.0])
HORIZON = 39.0


def by_chance(model: Model, x: float, age: float) -> Floats:
    """What customers do who live as the model says, from now on, active now."""
    chance, many = np.random.default_rng(5), 200_000
    rate = chance.gamma(model.r + x, 1 / (model.alpha + age), many)
    if isinstance(model, pareto_nbd.ParetoNBD):
        leaving = chance.gamma(model.s, 1 / (model.beta + age), many)
        return chance.poisson(rate * np.minimum(chance.exponential(1 / leaving), HORIZON)).astype(float)
    stop = chance.beta(model.parameters["a"], model.parameters["b"] + x + (model is CENTRAL), many)
    with np.errstate(divide="ignore"):
        last = np.ceil(np.log(chance.random(many)) / np.log1p(-stop))
    return np.minimum(chance.poisson(rate * HORIZON), last)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("place", range(4))
def test_chances_are_those_of_a_shop_that_lives_so(model: Model, place: int) -> None:
    x, age = X[place : place + 1], T[place : place + 1]
    found, lived = counts_if_active(model, x, age, HORIZON), by_chance(model, float(x[0]), float(age[0]))
    near = 6 * lived.std() / np.sqrt(len(lived))
    assert found.mean[0] == pytest.approx(lived.mean(), abs=near)
    assert found.at_least_one[0] == pytest.approx((lived > 0).mean(), abs=0.006)
    assert found.mean_square[0] == pytest.approx((lived**2).mean(), rel=0.05)
    level = np.array([0.0, 0.1, 0.5, 0.95])
    quantiles = quantiles_if_active(model, x, age, HORIZON, row=np.zeros(4, np.int64), level=level)
    for quantile, asked in zip(quantiles, level, strict=True):
        assert (lived <= quantile).mean() >= asked - 0.01
        assert quantile == 0 or (lived < quantile).mean() <= asked + 0.01


def test_the_closed_form_is_the_sum_of_the_chances() -> None:
    closed = PARETO.expected_if_active(X, T, HORIZON)
    assert counts_if_active(PARETO, X, T, HORIZON).mean == pytest.approx(closed, rel=1e-6)
    almost = pareto_nbd.model(r=0.553, alpha=10.578, s=1 + 1e-7, beta=11.669)
    at_one = pareto_nbd.model(r=0.553, alpha=10.578, s=1.0, beta=11.669)
    assert almost.expected_if_active(X, T, HORIZON) == pytest.approx(
        at_one.expected_if_active(X, T, HORIZON), rel=1e-5
    )


def test_the_order_of_questions_does_not_matter() -> None:
    row, level = np.array([3, 0, 2, 0, 3]), np.array([0.5, 0.9, 0.5, 0.1, 0.9])
    asked = quantiles_if_active(PLAIN, X, T, HORIZON, row=row, level=level)
    alone = [
        int(quantiles_if_active(PLAIN, X[[r]], T[[r]], HORIZON, row=np.array([0]), level=np.array([q]))[0])
        for r, q in zip(row, level, strict=True)
    ]
    assert asked.tolist() == alone


def test_a_new_customer_buys_as_published(cdnow: History) -> None:
    """Fader, Hardie and Lee (2005): E[X(t)] of the CDNOW sample.

    The note has 1.8576 for 78 weeks because its sheet sums 150 terms of a series; the whole series gives 1.8580.
    """
    model = bg_nbd.fit(cdnow.groups)
    found = [
        float(model.expected_if_active(np.zeros(1), np.zeros(1), weeks)[0]) for weeks in (1.0, 3.0, 78.0)
    ]
    assert [round(each, 4) for each in found[:2]] == [0.0532, 0.1506]
    assert found[2] == pytest.approx(1.8576, abs=5e-4)
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    series = special.hyp2f1(r, b, a + b - 1, 78 / (alpha + 78))
    whole = (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + 78)) ** r * series)
    assert found[2] == pytest.approx(whole, rel=1e-12)


def test_a_known_customer_buys_as_published(cdnow: History) -> None:
    """The same: E[Y(39)] for x 2, t_x 30.43, T 38.86 is 1.226."""
    model = bg_nbd.fit(cdnow.groups)
    rows = Groups(np.array([2.0]), np.array([30.43]), np.array([38.86]), np.ones(1), np.zeros(1, np.int64))
    found = model.p_active(rows) * model.expected_if_active(rows.frequency, rows.age, 39.0)
    assert found[0] == pytest.approx(1.226, abs=5e-4)


@pytest.mark.parametrize("model", MODELS)
def test_the_most_faithful_customers_overflow_nothing(model: Model) -> None:
    x, age = np.array([5_000.0, 5_000.0, 0.0]), np.array([1_000.0, 1.0, 0.0])
    with np.errstate(over="raise", invalid="raise"):
        found = counts_if_active(model, x, age, 52.0)
        expected = model.expected_if_active(x, age, 52.0)
    assert np.isfinite(found.mean).all()
    assert np.isfinite(found.mean_square).all()
    assert expected == pytest.approx(found.mean, rel=1e-3)
