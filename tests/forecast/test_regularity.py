"""How regular customers are."""

import numpy as np
import pytest
from scipy import integrate, stats

from quen.forecast.history import Floats, PurchaseDays
from quen.forecast.regularity import gap_chance, gap_with_chance_left, regularity


def shop(k: float, *, customers: int = 3_000) -> PurchaseDays:
    """Four visits each, gaps of shape k around rates of their own, in hundredths of a day."""
    chance = np.random.default_rng(4)
    rate = chance.gamma(2.0, 1 / 40.0, customers)
    gaps = chance.gamma(k, 1 / (k * rate)[:, None], (customers, 3)) * 100 + 1
    days = np.concatenate([np.zeros((customers, 1)), np.cumsum(gaps, axis=1)], axis=1).astype(np.int64)
    return PurchaseDays(np.repeat(np.arange(customers), 4), days.ravel(), np.ones(4 * customers))


@pytest.mark.parametrize("k", [0.7, 1.0, 2.0, 6.0])
def test_the_shape_of_the_gaps_is_found_whatever_the_rates(k: float) -> None:
    assert regularity(shop(k), until=10**9) == pytest.approx(k, rel=0.07)


def test_a_young_shop_buys_by_chance() -> None:
    assert regularity(shop(6.0, customers=49), until=10**9) == 1.0
    assert regularity(shop(6.0), until=0) == 1.0


def test_clockwork_is_as_regular_as_can_be_said() -> None:
    days = np.tile(np.array([0, 7, 14, 21]), 60)
    assert regularity(PurchaseDays(np.repeat(np.arange(60), 4), days, np.ones(240)), until=99) == 20.0


def test_by_pure_chance_it_is_the_closed_form_of_the_models() -> None:
    gap, gaps, since = np.array([0.0, 3.0, 50.0]), np.array([0.0, 2.0, 9.0]), np.array([0.0, 5.0, 30.0])
    found = gap_chance(gap, k=1.0, gaps=gaps, since=since, r=0.5, alpha=6.0)
    assert found == pytest.approx(1 - ((6 + since) / (6 + since + gap)) ** (0.5 + gaps))


def test_it_is_the_average_over_rates() -> None:
    k, r, alpha, gaps, since, gap = 2.2, 0.5, 6.0, 4.0, 20.0, 9.0

    def of_one(rate: float) -> float:
        weight = stats.gamma.pdf(rate, r + k * gaps, scale=1 / (alpha + k * since))
        return float(weight * stats.gamma.cdf(gap, k, scale=1 / (k * rate)))

    expected, _ = integrate.quad(of_one, 0, 3, epsabs=1e-12)
    columns: list[Floats] = [np.array([each]) for each in (gap, gaps, since)]
    found = gap_chance(columns[0], k=k, gaps=columns[1], since=columns[2], r=r, alpha=alpha)
    assert found[0] == pytest.approx(expected, rel=1e-8)
    back = gap_with_chance_left(1 - found, k=k, gaps=columns[1], since=columns[2], r=r, alpha=alpha)
    assert back[0] == pytest.approx(gap)


def test_the_more_regular_the_sooner_a_silence_is_unusual() -> None:
    columns = np.array([30.0]), np.array([10.0]), np.array([100.0])
    late = [
        gap_chance(columns[0], k=k, gaps=columns[1], since=columns[2], r=1, alpha=10)[0]
        for k in (1.0, 2.0, 6.0)
    ]
    assert late == sorted(late)
