"""BG/NBD and MBG/NBD."""

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from scipy import stats
from scipy.special import betaln

from quen.forecast import bg_nbd, mbg_nbd
from quen.forecast.beta_geometric import objective
from quen.forecast.history import Groups, History
from tests.forecast.slopes import by_small_steps

Make = Callable[..., Groups]


def test_bg_nbd_as_published(cdnow: History) -> None:
    found = bg_nbd.fit(cdnow.groups)
    assert {name: round(value, 4) for name, value in found.parameters.items()} == {
        "r": 0.2426,
        "alpha": 4.4136,
        "a": 0.7929,
        "b": 2.4259,
    }
    assert found.log_likelihood == pytest.approx(-9582.43, abs=0.005)


def test_mbg_nbd_as_published(cdnow: History) -> None:
    found = mbg_nbd.fit(cdnow.groups)
    assert {name: round(value, 3) for name, value in found.parameters.items()} == {
        "r": 0.525,
        "alpha": 6.183,
        "a": 0.891,
        "b": 1.614,
    }
    assert found.log_likelihood == pytest.approx(-9582.14, abs=0.005)


@pytest.mark.parametrize("first_toss", [0, 1])
def test_the_gradient_is_that_of_small_steps(mixed: Groups, first_toss: int) -> None:
    climb = objective(mixed, first_toss)
    for logs in (np.log([0.24, 4.4, 0.8, 2.4]), np.log([3.0, 60.0, 0.05, 30.0])):
        assert climb(logs)[1] == pytest.approx(by_small_steps(climb, logs), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("first_toss", [0, 1])
@pytest.mark.parametrize(("x", "recency", "age"), [(0, 0, 30), (2, 14, 30), (9, 29, 30)])
def test_the_likelihood_is_the_average_over_rates_and_coins(
    groups: Make, first_toss: int, x: int, recency: int, age: int
) -> None:
    r, alpha, a, b = 0.6, 5.0, 0.9, 2.5
    rate, weight = np.polynomial.legendre.leggauss(400)
    rate, weight = (
        6 * ((rate + 1) / 2) ** 4,
        weight * 12 * ((rate + 1) / 2) ** 3,
    )  # fine where rates are small
    weight = weight * stats.gamma.pdf(rate, r, scale=1 / alpha) * rate**x
    tosses = x + first_toss
    coins = np.exp(betaln(a, b + tosses) - betaln(a, b))
    stopped = np.exp(betaln(a + 1, b + tosses - 1) - betaln(a, b)) if tosses else 0.0
    value = weight @ (coins * np.exp(-rate * age) + stopped * np.exp(-rate * recency))
    model = (mbg_nbd if first_toss else bg_nbd).model(r=r, alpha=alpha, a=a, b=b)
    assert model.log_likelihoods(groups((x, recency, age)))[0] == pytest.approx(np.log(value), rel=1e-6)


def test_plain_bg_nbd_calls_every_one_time_buyer_active_and_the_central_variant_does_not(
    mixed: Groups,
) -> None:
    once = mixed.frequency == 0
    plain = bg_nbd.model(r=0.24, alpha=4.4, a=0.8, b=2.4).p_active(mixed)
    central = mbg_nbd.model(r=0.52, alpha=6.2, a=0.9, b=1.6).p_active(mixed)
    assert plain[once].tolist() == [1.0] * int(once.sum())
    assert (central[once] < 1).all()


def test_p_active_is_as_published() -> None:
    """Fader, Hardie and Lee's implementation note: customer 1 of the sample (x 2, t_x 30.43, T 38.86)."""
    model = bg_nbd.model(r=0.2426, alpha=4.4136, a=0.7929, b=2.4259)
    rows = Groups(np.array([2.0]), np.array([30.43]), np.array([38.86]), np.ones(1), np.zeros(1, np.int64))
    assert model.p_active(rows)[0] == pytest.approx(0.7266, abs=5e-5)


@pytest.mark.parametrize("module", [bg_nbd, mbg_nbd])
def test_nothing_overflows_in_the_tails(groups: Make, module: ModuleType) -> None:
    rows = groups((300, 1, 400), (5_000, 999, 1_000), (5_000, 1, 1_000), (0, 0, 1_000))
    model = module.model(r=0.24, alpha=4.4, a=0.8, b=2.4)
    with np.errstate(over="raise", invalid="raise"):
        assert np.isfinite(model.log_likelihoods(rows)).all()
        active = model.p_active(rows)
    assert ((active >= 0) & (active <= 1)).all()
    assert active[rows.recency == 1].max() < 1e-100
