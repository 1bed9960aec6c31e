"""Differences and ratios with their intervals: published figures, and what must always agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quen.measures.uplift.average import Average, average
from quen.measures.uplift.compare import Difference, compare
from tests.measures.uplift.chance import coverage

# Student, "The probable error of a mean", Biometrika 6 (1908): hours of sleep gained by ten patients with two drugs.
FIRST = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
SECOND = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def shares(ones: int, customers: int) -> Average:
    return average(np.repeat([1.0, 0.0], [ones, customers - ones]), is_share=True)


def amounts(values: np.ndarray) -> Average:
    return average(values, is_share=False)


def compared(arm: Average, control: Average) -> Difference:
    found = compare(arm, control)
    assert found is not None
    return found


def test_welch_as_in_the_manual_of_r() -> None:
    # t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939, -3.3654832 to 0.2054832.
    found = compared(amounts(FIRST), amounts(SECOND))
    assert found.difference == pytest.approx(-1.58)
    assert found.difference / found.error == pytest.approx(-1.8608, abs=5e-5)
    assert found.p_value == pytest.approx(0.07939, abs=5e-6)
    assert (found.low, found.high) == pytest.approx((-3.3654832, 0.2054832), abs=5e-8)
    assert found.relative == pytest.approx(0.75 / 2.33 - 1)


@pytest.mark.parametrize(
    ("arm", "control", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_shares_as_in_newcombe(
    arm: tuple[int, int], control: tuple[int, int], low: float, high: float
) -> None:
    found = compared(shares(*arm), shares(*control))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5.1e-5)


def test_the_ratio_of_amounts_is_fiellers() -> None:
    # Fieller, "Some problems in interval estimation", JRSS B 16 (1954): the ratios not refused by the t-test.
    arm, control = amounts(SECOND), amounts(FIRST + 3)
    found = compared(arm, control)
    assert found.relative_low is not None and found.relative_high is not None
    reach = stats.t.ppf(0.975, stats.ttest_ind(SECOND, FIRST + 3, equal_var=False).df)
    for ratio in (1 + found.relative_low, 1 + found.relative_high):
        off = abs(arm.mean - ratio * control.mean)
        assert off == pytest.approx(reach * np.hypot(arm.error, ratio * control.error))


def test_no_lift_is_told_on_a_base_that_may_be_nothing() -> None:
    found = compared(amounts(SECOND), amounts(FIRST))
    assert found.relative is not None
    assert found.relative_low is found.relative_high is None
    assert compared(shares(5, 50), shares(0, 50)).relative is None


def test_nothing_is_told_where_nobody_differs() -> None:
    same = amounts(np.full(50, 7.0))
    assert compare(same, same) is None
    nobody_came = compared(shares(0, 50), shares(0, 60))
    assert (nobody_came.difference, nobody_came.p_value) == (0.0, 1.0)
    assert nobody_came.low < -0.05 < 0.05 < nobody_came.high


@given(
    arm=st.tuples(st.integers(0, 60), st.integers(60, 90)),
    control=st.tuples(st.integers(1, 60), st.integers(60, 90)),
)
def test_interval_p_value_and_lift_agree_on_shares(arm: tuple[int, int], control: tuple[int, int]) -> None:
    _agree(compare(shares(*arm), shares(*control)))


@given(seed=st.integers(0, 2**32), shift=st.floats(-2, 2), base=st.floats(0, 5))
def test_interval_p_value_and_lift_agree_on_amounts(seed: int, shift: float, base: float) -> None:
    chance = np.random.default_rng(seed)
    _agree(compare(amounts(base + shift + chance.normal(size=20)), amounts(base + chance.gamma(1, 1, 30))))


def _agree(found: Difference | None) -> None:
    if found is None:
        return
    leaves_out = found.low > 0 or found.high < 0
    if abs(found.p_value - 0.05) > 1e-6:
        assert (found.p_value < 0.05) == leaves_out
    assert found.low <= found.difference <= found.high
    if found.relative_low is not None:
        assert found.relative is not None and found.relative_high is not None
        assert found.relative_low <= found.relative <= found.relative_high
        if abs(found.p_value - 0.05) > 1e-6:
            assert (found.relative_low > 0 or found.relative_high < 0) == leaves_out


@pytest.mark.parametrize(
    ("arm", "control", "rate", "arm_rate"),
    [(200, 200, 0.1, 0.15), (900, 100, 0.2, 0.2), (1_000, 60, 0.12, 0.1), (40, 40, 0.5, 0.7)],
)
def test_the_interval_of_shares_covers(arm: int, control: int, rate: float, arm_rate: float) -> None:
    chance = np.random.default_rng(1)

    def covers() -> bool:
        found = compare(
            shares(chance.binomial(arm, arm_rate), arm), shares(chance.binomial(control, rate), control)
        )
        return found is not None and found.low <= arm_rate - rate <= found.high

    assert 0.935 <= coverage(covers) <= 0.965


@pytest.mark.parametrize(("arm", "control"), [(150, 150), (900, 100), (2_000, 200)])
def test_the_intervals_of_spending_cover(arm: int, control: int) -> None:
    """Two thirds come, and those who come spend after a gamma distribution; the arm's spend a tenth more."""
    chance = np.random.default_rng(2)

    def spent(customers: int, lift: float) -> np.ndarray:
        comes = chance.random(customers) < 2 / 3
        return comes * chance.gamma(2, 50 * lift, customers)

    both = {"difference": 0, "lift": 0}

    def covers() -> bool:
        found = compared(amounts(spent(arm, 1.1)), amounts(spent(control, 1.0)))
        assert found.relative_low is not None and found.relative_high is not None
        both["lift"] += found.relative_low <= 0.1 <= found.relative_high
        return found.low <= 200 / 3 * 0.1 <= found.high

    assert 0.935 <= coverage(covers, times=4_000) <= 0.965
    assert 0.935 <= both["lift"] / 4_000 <= 0.965
