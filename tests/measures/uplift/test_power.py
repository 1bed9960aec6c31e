"""How large a lift must be: published figures, and simulation."""

import numpy as np
import pytest

from quen.measures.uplift.average import average
from quen.measures.uplift.compare import compare
from quen.measures.uplift.power import (
    holdout_for_amount,
    holdout_for_rate,
    power_of_amounts,
    power_of_rates,
    smallest_amount_lift,
    smallest_rate_lift,
)


def test_rates_as_in_the_manual_of_r() -> None:
    # power.prop.test(n = 50, p1 = .50, p2 = .75) => power = 0.740; (p1 = .50, p2 = .75, power = .90) => n = 76.7
    assert power_of_rates(50, 50, rate=0.5, arm_rate=0.75) == pytest.approx(0.740, abs=5e-4)
    assert smallest_rate_lift(77, 77, rate=0.5, power=0.9) == pytest.approx(0.25, abs=0.001)


def test_amounts_as_in_the_manual_of_r_and_in_cohen() -> None:
    # power.t.test(n = 20, delta = 1, sd = 1): power = 0.8689528. Cohen (1988), table 2.4.1: 64 each for d = 0.5.
    assert power_of_amounts(20, 20, difference=1, spread=1) == pytest.approx(0.8689528, abs=5e-7)
    assert smallest_amount_lift(64, 64, spread=1) == pytest.approx(0.5, abs=0.002)
    assert smallest_amount_lift(64, 64, spread=300) == pytest.approx(150, abs=0.6)


def test_four_hundred_customers_see_nine_points() -> None:
    lift = smallest_rate_lift(200, 200, rate=0.08)
    assert lift == pytest.approx(0.0918, abs=0.002)


def test_covariates_let_smaller_lifts_be_seen() -> None:
    plain = smallest_amount_lift(500, 500, spread=10)
    assert plain is not None
    assert smallest_amount_lift(500, 500, spread=10, variance_reduction=0.75) == pytest.approx(plain / 2)


def test_where_nothing_can_be_seen_it_says_so() -> None:
    assert smallest_rate_lift(3, 2, rate=0.5) is None
    assert smallest_rate_lift(0, 100, rate=0.5) is None
    assert smallest_amount_lift(1, 1, spread=1) is None
    assert smallest_amount_lift(50, 50, spread=0) is None
    assert holdout_for_rate(40, lift=0.05, rate=0.1) is None
    assert holdout_for_amount(40, lift=0.1, spread=1) is None
    assert holdout_for_amount(1, lift=0.1, spread=1) is None


def test_the_holdout_is_the_smallest_that_does() -> None:
    share = holdout_for_rate(10_000, lift=0.03, rate=0.1)
    assert share is not None
    held = round(share * 10_000)
    assert smallest_rate_lift(10_000 - held, held, rate=0.1) <= 0.03  # type: ignore[operator]
    assert smallest_rate_lift(10_001 - held, held - 1, rate=0.1) > 0.03  # type: ignore[operator]
    assert 0.05 < share < 0.15
    held = round((holdout_for_amount(10_000, lift=10, spread=100) or 0) * 10_000)
    assert smallest_amount_lift(10_000 - held, held, spread=100) <= 10  # type: ignore[operator]
    assert smallest_amount_lift(10_001 - held, held - 1, spread=100) > 10  # type: ignore[operator]


def test_the_smallest_lift_is_seen_four_times_in_five() -> None:
    chance = np.random.default_rng(14)
    arm, control, times = 900, 300, 3_000
    rate_lift = smallest_rate_lift(arm, control, rate=0.2)
    amount_lift = smallest_amount_lift(arm, control, spread=2)
    assert rate_lift and amount_lift
    seen = {"rates": 0, "amounts": 0}
    for _ in range(times):
        rates = [chance.random(n) < rate for n, rate in ((arm, 0.2 + rate_lift), (control, 0.2))]
        found = compare(*(average(each.astype(float), is_share=True) for each in rates))
        seen["rates"] += found is not None and found.p_value < 0.05
        amounts = [chance.normal(lift, 2, n) for n, lift in ((arm, amount_lift), (control, 0.0))]
        found = compare(*(average(each, is_share=False) for each in amounts))
        seen["amounts"] += found is not None and found.p_value < 0.05
    assert seen["rates"] / times == pytest.approx(0.8, abs=0.03)
    assert seen["amounts"] / times == pytest.approx(0.8, abs=0.03)
