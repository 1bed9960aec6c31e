"""An outcome judged: three honest states, what is missing, and what a few large amounts do."""

import numpy as np
import pytest

from quen.measures.uplift.judge import Verdict, judge
from quen.measures.uplift.states import Horizon, State, Wait


def judged(arm: np.ndarray, outcome: np.ndarray, **more: object) -> Verdict:
    [verdict] = judge(arm, outcome, arms=2, **more)  # type: ignore[arg-type]
    return verdict


def halves(customers: int) -> np.ndarray:
    return np.repeat([0, 1], customers // 2)


def came(of_control: int, of_arm: int, customers: int) -> np.ndarray:
    """Each half of `customers`, of whom so many came."""
    half = customers // 2
    return np.repeat([1.0, 0.0, 1.0, 0.0], [of_control, half - of_control, of_arm, half - of_arm])


def test_a_difference_is_called_one() -> None:
    found = judged(halves(2_000), came(100, 160, 2_000))
    assert (found.state, found.wait) == (State.DIFFERENCE, None)
    assert (found.control_average, found.average, found.is_share) == (0.1, 0.16, True)
    assert found.found is not None
    assert found.found.difference == pytest.approx(0.06)
    assert found.found.relative == pytest.approx(0.6)
    assert found.p_corrected == found.found.p_value < 0.001


def test_no_difference_seen_says_what_could_have_been() -> None:
    found = judged(halves(2_000), came(100, 104, 2_000))
    assert found.state is State.NO_DIFFERENCE
    assert found.smallest_visible == pytest.approx(0.041, abs=0.002)


@pytest.mark.parametrize(
    ("outcome", "customers"),
    [(came(9, 0, 58), 58), (came(0, 9, 2_000), 2_000), (came(0, 0, 200), 200), (np.full(200, 3.0), 200)],
    ids=["29 customers an arm", "nine who came", "nobody came", "nobody differs"],
)
def test_too_few_are_no_ground_to_speak(outcome: np.ndarray, customers: int) -> None:
    found = judged(halves(customers), outcome)
    assert (found.state, found.wait) == (State.COLLECTING, Wait.TOO_FEW)


def test_an_empty_arm_is_still_collecting() -> None:
    found = judged(np.zeros(100, dtype=np.int64), came(30, 20, 100))
    assert (found.state, found.found, found.average, found.customers) == (State.COLLECTING, None, None, 0)


def test_before_the_planned_customers_are_in_nothing_is_said() -> None:
    arm, outcome = halves(2_000), came(100, 160, 2_000)
    early = judged(arm, outcome, horizon=Horizon(2_001))
    assert (early.state, early.wait) == (State.COLLECTING, Wait.TOO_EARLY)
    assert judged(arm, outcome, horizon=Horizon(2_000)).state is State.DIFFERENCE
    anytime = judged(arm, outcome, horizon=Horizon(4_000, is_anytime=True))
    once = judged(arm, outcome)
    assert anytime.found is not None and once.found is not None
    assert anytime.state is State.DIFFERENCE
    assert anytime.found.high - anytime.found.low > 1.4 * (once.found.high - once.found.low)


def test_a_customer_without_outcome_is_left_out_of_it() -> None:
    outcome = came(100, 160, 2_000)
    outcome[:50] = np.nan
    found = judged(halves(2_000), outcome)
    assert (found.control_customers, found.customers, found.control_average) == (950, 1_000, 50 / 950)


def test_a_small_holdout_of_few_large_spenders_is_not_trusted_yet() -> None:
    chance = np.random.default_rng(15)
    spent = chance.lognormal(10, 2, 1_100)
    found = judged(np.repeat([0, 1], [100, 1_000]), spent)
    assert (found.state, found.wait) == (State.COLLECTING, Wait.TOO_SKEWED)
    # The same spending in arms of one size, or more customers of a milder kind, can be.
    assert judged(np.repeat([0, 1], [1_000, 10_000]), chance.gamma(1, 5, 11_000)).wait is None


def test_what_is_said_of_skewed_spending_is_wrong_no_more_often_than_it_may_be() -> None:
    """Holdouts of every size: of all experiments without an effect, at most 5 in 100 (and chance) claim one."""
    chance = np.random.default_rng(16)
    times, claims, spoke = 400, 0, 0
    for held in (60, 200, 600):
        for _ in range(times):
            arm = np.repeat([0, 1], [held, 2_000])
            found = judged(arm, chance.lognormal(10, 1, held + 2_000))
            claims += found.state is State.DIFFERENCE
            spoke += found.state is not State.COLLECTING
    assert spoke > times
    assert claims / (3 * times) < 0.06


def test_one_very_large_amount_is_shown_for_what_it_is() -> None:
    chance = np.random.default_rng(17)
    spent = chance.gamma(4, 25, 2_000)
    spent[1_500] = 60_000  # one customer of the arm
    found = judged(halves(2_000), spent)
    assert found.found is not None and found.capped is not None
    assert found.found.difference > 50
    assert abs(found.capped.difference.difference) < 10
    assert found.capped.high_cap < 300


def test_shares_and_even_amounts_have_nothing_to_cut() -> None:
    assert judged(halves(2_000), came(100, 160, 2_000)).capped is None
    assert judged(halves(200), np.tile([1.0, 2.0], 100)).capped is None


@pytest.mark.parametrize(
    "outcome",
    [
        np.ones(200), np.zeros(200), np.full(200, 250_000.1),
        came(0, 20, 200), came(20, 100, 200),
    ],
    ids=["everybody came", "nobody came", "all spent alike", "of the control nobody", "of the arm all"],
)  # fmt: skip
def test_where_all_of_an_arm_did_alike_what_was_before_explains_nothing(outcome: np.ndarray) -> None:
    before = np.random.default_rng(19).gamma(2, 1, (200, 2))
    assert judged(halves(200), outcome, covariates=before) == judged(halves(200), outcome)


def test_a_covariate_that_is_the_outcome_itself_makes_no_difference_out_of_rounding() -> None:
    spent = np.random.default_rng(20).gamma(2, 50_000, 400)
    for scale in (1.0, 1.1):
        found = judged(halves(400), spent, covariates=spent[:, None] * scale)
        assert found == judged(halves(400), spent) and found.state is State.NO_DIFFERENCE


@pytest.mark.parametrize("is_adjusted", [False, True])
def test_an_experiment_of_nothing_claims_something_five_times_in_a_hundred(is_adjusted: bool) -> None:
    chance = np.random.default_rng(18)
    times, claims = 1_500, 0
    for _ in range(times):
        before = chance.gamma(2, 1, 500)
        outcome = before + chance.normal(size=500)
        arm = chance.permutation(np.repeat([0, 1], [150, 350]))
        found = judged(arm, outcome, covariates=before[:, None] if is_adjusted else None)
        claims += found.state is State.DIFFERENCE
    assert 0.035 <= claims / times <= 0.065
