"""An effect from sums: by hand, and as the same customers read one by one give it."""

import numpy as np
import pytest

from quen.measures.uplift.adjust import adjusted, columns
from quen.measures.uplift.average import average
from quen.measures.uplift.states import Wait
from quen.measures.uplift.sums import Sums, Whole, added, average_of, whole_of


def sums(y: np.ndarray, x: np.ndarray | None = None) -> Sums:
    x = np.zeros(len(y)) if x is None else x
    return Sums(len(y), y.sum(), (y * y).sum(), (y**3).sum(), x.sum(), (x * x).sum(), (x * y).sum())


TREATED = np.repeat([10.0, 20.0], 15)
HELD_OUT = np.repeat([0.0, 10.0], 15)


def told(arm: Sums, control: Sums) -> Whole:
    found = whole_of(arm, control)
    assert isinstance(found, Whole)
    return found


def test_thirty_against_thirty_by_hand() -> None:
    # Means 15 and 5; both variances 30 * 25 / 29, so the difference of means is off by sqrt(2 * 25 / 29) = 1.313064;
    # thirty customers: 300, off by 39.391929; t(58) = 2.001717.
    found = told(sums(TREATED), sums(HELD_OUT))
    assert found.difference == pytest.approx(300)
    assert found.error == pytest.approx(39.391929, abs=1e-6)
    assert found.degrees == pytest.approx(58)
    assert (found.low, found.high) == pytest.approx((300 - 78.851503, 300 + 78.851503), abs=1e-3)


def test_two_experiments_add_up_with_their_variances() -> None:
    one = told(sums(TREATED), sums(HELD_OUT))
    both = added([one, one])
    assert both is not None
    assert both.difference == pytest.approx(600)
    assert both.error == pytest.approx(55.708600, abs=1e-5)
    assert both.degrees == pytest.approx(116)
    assert added([]) is None


def test_an_average_from_sums_is_that_of_the_customers() -> None:
    y = np.random.default_rng(7).exponential(50_000, 400)
    ours, theirs = average_of(sums(y)), average(y, is_share=False)
    assert (ours.mean, ours.error, ours.degrees) == pytest.approx((theirs.mean, theirs.error, theirs.degrees))
    assert ours.third == pytest.approx(theirs.third, rel=1e-6)


def test_what_they_spent_before_is_taken_out_as_where_everybody_is_read() -> None:
    chance = np.random.default_rng(11)
    x = chance.gamma(2, 50_000, 1_200)
    arm = chance.random(1_200) < 0.5
    y = 0.8 * x + chance.normal(0, 20_000, 1_200) + 5_000 * arm
    found = told(sums(y[arm], x[arm]), sums(y[~arm], x[~arm]))
    by = columns(x[:, None])
    ours, theirs = adjusted(y[arm], by[arm]), adjusted(y[~arm], by[~arm])
    many = int(arm.sum())
    assert found.difference == pytest.approx((ours.mean - theirs.mean) * many, rel=1e-9)
    assert found.error == pytest.approx(np.hypot(ours.error, theirs.error) * many, rel=0.02)
    plain = told(sums(y[arm]), sums(y[~arm]))
    assert found.error < 0.4 * plain.error, "most of what they spend they spent before"
    assert found.low < 5_000 * many < found.high


@pytest.mark.parametrize(
    ("arm", "control", "why"),
    [
        (TREATED[:1], HELD_OUT, Wait.TOO_FEW),
        (TREATED, HELD_OUT[5:25], Wait.TOO_FEW),
        (np.full(40, 10.0), np.full(40, 10.0), Wait.TOO_FEW),
        (np.append(np.zeros(2_000), 9e6), np.zeros(40), Wait.TOO_SKEWED),
    ],
)
def test_too_few_or_too_unlike_say_nothing(arm: np.ndarray, control: np.ndarray, why: Wait) -> None:
    assert whole_of(sums(arm), sums(control)) is why


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    chance, held = np.random.default_rng(3), 0
    for _ in range(1_000):
        x = chance.gamma(2, 1, 300)
        arm = chance.random(300) < 0.6
        y = x + chance.exponential(1, 300) + 0.2 * arm
        found = told(sums(y[arm], x[arm]), sums(y[~arm], x[~arm]))
        held += found.low < 0.2 * arm.sum() < found.high
    assert 930 <= held <= 970
