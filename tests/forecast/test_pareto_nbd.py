"""Pareto/NBD."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, special

from quen.forecast import pareto_nbd
from quen.forecast.history import Groups, History, Unit
from tests.forecast.simulate import START, Shop
from tests.forecast.slopes import by_small_steps

Make = Callable[..., Groups]


def test_pareto_nbd_as_published(cdnow: History) -> None:
    found = pareto_nbd.fit(cdnow.groups)
    assert {name: round(value, 3) for name, value in found.parameters.items()} == {
        "r": 0.553,
        "alpha": 10.578,
        "s": 0.606,
        "beta": 11.669,
    }
    assert found.log_likelihood == pytest.approx(-9594.98, abs=0.005)


@pytest.mark.parametrize(
    "parameters", [(0.55, 10.6, 0.6, 11.7), (3.0, 900.0, 0.05, 2.0), (0.1, 0.5, 4.0, 400.0)]
)
def test_the_gradient_is_that_of_small_steps(mixed: Groups, parameters: tuple[float, ...]) -> None:
    climb, logs = pareto_nbd.objective(mixed), np.log(parameters)
    assert climb(logs)[1] == pytest.approx(by_small_steps(climb, logs), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("alpha", "beta"), [(5.0, 8.0), (8.0, 5.0), (6.0, 6.0), (0.2, 70.0)])
@pytest.mark.parametrize(("x", "recency", "age"), [(0, 0, 30), (2, 14, 30), (9, 29, 30), (4, 30, 30)])
def test_the_likelihood_is_the_average_over_lives(
    groups: Make, alpha: float, beta: float, x: int, recency: int, age: int
) -> None:
    r, s = 0.6, 0.7

    def left_at(u: float) -> float:
        return float(s * beta**s * (alpha + u) ** -(r + x) * (beta + u) ** -(s + 1))

    gone, _ = integrate.quad(left_at, recency, age, epsabs=0, epsrel=1e-11) if age > recency else (0.0, 0.0)
    here = (alpha + age) ** -(r + x) * (beta / (beta + age)) ** s
    start = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha)
    model, rows = pareto_nbd.model(r=r, alpha=alpha, s=s, beta=beta), groups((x, recency, age))
    assert model.log_likelihoods(rows)[0] == pytest.approx(start + np.log(here + gone), rel=1e-10)
    assert model.p_active(rows)[0] == pytest.approx(here / (here + gone), rel=1e-9)


@pytest.mark.parametrize("parameters", [(0.55, 10.6, 0.6, 11.7), (0.05, 3000.0, 2.0, 0.3)])
def test_nothing_overflows_in_the_tails(groups: Make, parameters: tuple[float, ...]) -> None:
    r, alpha, s, beta = parameters
    rows = groups((300, 1, 400), (5_000, 999, 1_000), (5_000, 1, 1_000), (0, 0, 1_000), (0, 0, 0))
    model = pareto_nbd.ParetoNBD(r, alpha, s, beta)
    with np.errstate(over="raise", invalid="raise"):
        assert np.isfinite(model.log_likelihoods(rows)).all()
        active = model.p_active(rows)
    assert ((active >= 0) & (active <= 1)).all()


def test_known_parameters_are_found_again(simulated: Shop) -> None:
    history = simulated.days.history(until=START + 559, unit=Unit.DAY).history
    found = pareto_nbd.fit(history.groups)
    # Within sampling error; purchases of one day are one, so the quickest rates look a little slower.
    assert found.r == pytest.approx(0.8, rel=0.12)
    assert found.alpha == pytest.approx(40.0, rel=0.15)
    assert found.s == pytest.approx(0.7, rel=0.25)
    truth = pareto_nbd.model(r=0.8, alpha=40.0, s=0.7, beta=90.0).log_likelihoods(history.groups)
    assert found.log_likelihood >= float(history.groups.customers @ truth)
