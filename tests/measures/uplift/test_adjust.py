"""Adjusting by what was before: exact where it can be, and never fooled by the arm."""

import numpy as np
import pytest

from quen.measures.uplift.adjust import adjusted, columns, is_enough
from quen.measures.uplift.average import average
from quen.measures.uplift.compare import compare
from quen.measures.uplift.judge import Verdict, judge
from tests.measures.uplift.chance import coverage


def judged(arm: np.ndarray, outcome: np.ndarray, before: np.ndarray | None = None) -> Verdict:
    [verdict] = judge(arm, outcome, arms=2, covariates=before)
    return verdict


def in_arms(chance: np.random.Generator, customers: int, control: int) -> np.ndarray:
    """Numbers of arms, `control` of them 0, at random."""
    return chance.permutation(np.repeat([0, 1], [control, customers - control]))


def test_without_columns_it_is_the_plain_average() -> None:
    outcomes = np.random.default_rng(3).gamma(1, 5, 80)
    plain, by_nothing = average(outcomes, is_share=False), adjusted(outcomes, np.empty((80, 0)))
    for name in ("mean", "error", "degrees"):
        assert getattr(by_nothing, name) == pytest.approx(getattr(plain, name))
    assert by_nothing.third == pytest.approx(plain.third, rel=0.05)


def test_the_errors_are_hc2() -> None:
    """Against the formula written out: (X'X)^-1 X' diag(e² / (1 - h)) X (X'X)^-1."""
    chance = np.random.default_rng(4)
    by = columns(chance.gamma(2, 1, (60, 2)))
    outcomes = by @ [3, -1] + chance.normal(size=60) * (1 + by[:, 0] ** 2)
    design = np.column_stack([np.ones(60), by])
    bread = np.linalg.inv(design.T @ design)
    left = outcomes - design @ (bread @ design.T @ outcomes)
    leverage = np.diag(design @ bread @ design.T)
    meat = design.T @ np.diag(left**2 / (1 - leverage)) @ design
    found = adjusted(outcomes, by)
    assert found.error == pytest.approx(np.sqrt((bread @ meat @ bread)[0, 0]))
    assert found.mean == pytest.approx((bread @ design.T @ outcomes)[0])
    assert found.degrees == 57


@pytest.mark.parametrize("rho", [0.3, 0.5, 0.8])
def test_the_variance_shrinks_as_deng_and_others_say(rho: float) -> None:
    # WSDM 2013, equation 5: var(adjusted) = (1 - rho²) var(plain).
    chance = np.random.default_rng(5)
    before = chance.normal(size=100_000)
    outcome = rho * before + np.sqrt(1 - rho**2) * chance.normal(size=100_000)
    found = judged(in_arms(chance, 100_000, 50_000), outcome, before[:, None])
    assert found.variance_reduction == pytest.approx(rho**2, abs=0.01)


def test_several_covariates_take_away_what_each_explains() -> None:
    chance = np.random.default_rng(6)
    before = chance.normal(size=(50_000, 2))
    outcome = before @ [0.6, 0.6] + np.sqrt(1 - 0.72) * chance.normal(size=50_000)
    found = judged(in_arms(chance, 50_000, 25_000), outcome, before)
    assert found.variance_reduction == pytest.approx(0.72, abs=0.01)


def test_a_covariate_that_says_nothing_or_says_it_twice_does_no_harm() -> None:
    chance = np.random.default_rng(7)
    before = chance.normal(size=(1_000, 1))
    arm, outcome = in_arms(chance, 1_000, 500), before[:, 0] + chance.normal(size=1_000)
    once = judged(arm, outcome, before)
    padded = np.hstack([before, 2 * before + 1, np.full((1_000, 1), 7.0), np.full((1_000, 1), np.nan)])
    more = judged(arm, outcome, padded)
    assert once.found is not None and more.found is not None
    assert more.found.difference == pytest.approx(once.found.difference)
    assert more.found.error == pytest.approx(once.found.error, rel=1e-6)


def test_covariates_are_passed_over_where_an_arm_is_small() -> None:
    chance = np.random.default_rng(8)
    arm, before = in_arms(chance, 400, 35), chance.normal(size=(400, 1))
    assert judged(arm, before[:, 0], before).variance_reduction is None
    assert not is_enough(39, 1) and is_enough(40, 1)


@pytest.mark.parametrize("effect", [0.0, 0.3])
def test_intervals_cover_in_a_small_holdout(effect: float) -> None:
    """A tenth is held out, the errors grow with the covariate, and a fifth of the covariates is missing."""
    chance = np.random.default_rng(9)

    def covers() -> bool:
        before = chance.gamma(2, 0.5, 800)
        outcome = before + chance.normal(size=800) * (0.5 + before / 2)
        arm = in_arms(chance, 800, 80)
        by = columns(np.where(chance.random(800) < 0.2, np.nan, before)[:, None])
        control, treated = (adjusted((outcome + effect * arm)[arm == n], by[arm == n]) for n in (0, 1))
        found = compare(treated, control)
        return found is not None and found.low <= effect <= found.high

    assert 0.935 <= coverage(covers) <= 0.965


def test_customers_who_react_unlike_are_no_harm() -> None:
    """Freedman's trap: the effect hangs on the covariate, and the arms are of unlike size.

    One theta for all arms is then less exact than none at all; a theta for each arm is not, and covers.
    """
    chance = np.random.default_rng(10)
    off: dict[str, list[float]] = {"plain": [], "own": [], "pooled": []}

    def covers() -> bool:
        before = chance.normal(size=(600, 1))
        arm = in_arms(chance, 600, 60)
        # Those who bought much before buy less for being asked: the slopes of the arms are 1.5 and -1.
        effect = -2.5 * before[:, 0]
        outcome = 1.5 * before[:, 0] + arm * effect + chance.normal(size=600)
        by, truth = columns(before), float(effect.mean())
        found = compare(*(adjusted(outcome[arm == n], by[arm == n]) for n in (1, 0)))
        assert found is not None
        theta = float((by[:, 0] - by[:, 0].mean()) @ outcome / (by[:, 0] @ by[:, 0]))
        left = outcome - theta * by[:, 0]
        off["own"].append(found.difference - truth)
        off["plain"].append(outcome[arm == 1].mean() - outcome[arm == 0].mean() - truth)
        off["pooled"].append(left[arm == 1].mean() - left[arm == 0].mean() - truth)
        return found.low <= truth <= found.high

    assert 0.935 <= coverage(covers) <= 0.97
    errors = {name: float(np.std(each)) for name, each in off.items()}
    assert errors["own"] < 0.8 * errors["plain"] < errors["pooled"]
    assert abs(np.mean(off["own"])) < 0.01
