"""One outcome of an experiment, judged: every arm against the control."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quen.measures.uplift.adjust import adjusted, columns, is_enough
from quen.measures.uplift.average import Average, Floats, Ints, are_shares, average
from quen.measures.uplift.compare import Difference, compare
from quen.measures.uplift.holm import holm
from quen.measures.uplift.power import smallest_amount_lift, smallest_rate_lift
from quen.measures.uplift.states import ALPHA, Horizon, State, Wait, wait
from quen.measures.uplift.tails import Capped, caps

CONTROL = 0
"""The number of the control among the arms."""

_DUST = 1e-6
"""Below this share of the plain error, what an adjusted average may be off by is rounding and nothing else."""


@dataclass(frozen=True)
class Verdict:
    """What came of one arm against the control, for one outcome.

    customers and control_customers: those whose outcome is known. The averages are adjusted where `variance_reduction`
    is told: the share (0 to 1) of the variance of the difference that the covariates took away. p_corrected: Holm's
    over all arms, by which the state is decided. smallest_visible: the smallest lift that arms of this size would have
    shown in 80 of 100 experiments; capped: the same without extreme amounts. None: cannot be told.
    """

    customers: int
    control_customers: int
    average: float | None
    control_average: float | None
    is_share: bool
    found: Difference | None
    p_corrected: float | None
    state: State
    wait: Wait | None
    variance_reduction: float | None
    smallest_visible: float | None
    capped: Capped | None


@dataclass(frozen=True)
class _Arms:
    """The outcomes of each arm, and their averages, plain and adjusted (None where they cannot be)."""

    outcomes: tuple[Floats, ...]
    by: tuple[Floats, ...] | None
    is_share: bool

    def averages(self, *, is_plain: bool = False) -> list[Average | None]:
        if self.by is None or is_plain:
            return [
                average(each, is_share=self.is_share) if len(each) > 1 else None for each in self.outcomes
            ]
        return [adjusted(each, by) for each, by in zip(self.outcomes, self.by, strict=True)]

    def capped(self, low: float, high: float) -> "_Arms":
        return _Arms(tuple(np.clip(each, low, high) for each in self.outcomes), self.by, is_share=False)


def judge(
    arm: Ints,
    outcome: Floats,
    *,
    arms: int,
    covariates: Floats | None = None,
    horizon: Horizon | None = None,
) -> list[Verdict]:
    """The verdicts on arms 1 to `arms` - 1 against arm 0, of one row per customer.

    arm: the number of her arm; outcome: 0 or 1, or an amount, NaN where it is not known; covariates: a row per customer
    and a column per figure from before the experiment, NaN where not known. A customer without an outcome is left out;
    one without a covariate is not. Covariates are passed over where an arm has too few customers for them, or where all
    of an arm did alike or they are the outcome itself: what is left to judge by would be the dust of rounding.
    """
    horizon = horizon or Horizon()
    ours = _by_arm(arm, outcome, covariates, arms)
    fraction = horizon.fraction(len(arm))
    averages, plain = ours.averages(), ours.averages(is_plain=True)
    if any(one and was and one.error < _DUST * was.error for one, was in zip(averages, plain, strict=True)):
        ours, averages = replace(ours, by=None), plain
    found = [_compared(each, averages[CONTROL], fraction) for each in averages[1:]]
    corrected = iter(holm([each.p_value for each in found if each]))
    capped = _capped(ours, fraction)
    verdicts = []
    for number, difference in enumerate(found, start=1):
        p_corrected = next(corrected) if difference else None
        why = _wait(averages[number], averages[CONTROL], horizon, len(arm)) if difference else Wait.TOO_FEW
        reduction = _reduction(difference, _compared(plain[number], plain[CONTROL], fraction), ours)
        verdicts.append(
            Verdict(
                customers=len(ours.outcomes[number]),
                control_customers=len(ours.outcomes[CONTROL]),
                average=_mean(averages[number]),
                control_average=_mean(averages[CONTROL]),
                is_share=ours.is_share,
                found=difference,
                p_corrected=p_corrected,
                state=_state(why, p_corrected),
                wait=why,
                variance_reduction=reduction,
                smallest_visible=_smallest_visible(ours, number, reduction),
                capped=capped[number - 1],
            )
        )
    return verdicts


def _by_arm(arm: Ints, outcome: Floats, covariates: Floats | None, arms: int) -> _Arms:
    is_known = ~np.isnan(outcome)
    arm, outcome = arm[is_known], outcome[is_known]
    places = [np.flatnonzero(arm == number) for number in range(arms)]
    outcomes = tuple(outcome[place] for place in places)
    by = columns(covariates[is_known]) if covariates is not None and len(outcome) else None
    is_used = (
        by is not None
        and by.shape[1] > 0
        and all(is_enough(len(each), by.shape[1]) and np.ptp(each) > 0 for each in outcomes)
    )
    return _Arms(
        outcomes=outcomes,
        by=tuple(by[place] for place in places) if by is not None and is_used else None,
        is_share=are_shares(outcome),
    )


def _compared(arm: Average | None, control: Average | None, fraction: float | None) -> Difference | None:
    return compare(arm, control, fraction=fraction) if arm and control else None


def _capped(ours: _Arms, fraction: float | None) -> Sequence[Capped | None]:
    at = None if ours.is_share else caps(ours.outcomes)
    if at is None:
        return [None] * (len(ours.outcomes) - 1)
    control, *others = ours.capped(*at).averages()
    found = [_compared(each, control, fraction) for each in others]
    return [Capped(*at, difference) if difference else None for difference in found]


def _wait(arm: Average | None, control: Average | None, horizon: Horizon, customers: int) -> Wait | None:
    return wait(arm, control, horizon, customers) if arm and control else Wait.TOO_FEW


def _state(why: Wait | None, p_corrected: float | None) -> State:
    if why or p_corrected is None:
        return State.COLLECTING
    return State.DIFFERENCE if p_corrected < ALPHA else State.NO_DIFFERENCE


def _reduction(adjusted: Difference | None, plain: Difference | None, ours: _Arms) -> float | None:
    if ours.by is None or adjusted is None or plain is None:
        return None
    return 1 - (adjusted.error / plain.error) ** 2


def _smallest_visible(ours: _Arms, number: int, reduction: float | None) -> float | None:
    """By the control's own share, or the spread within both arms."""
    arm, control = ours.outcomes[number], ours.outcomes[CONTROL]
    if min(len(arm), len(control)) < 2:
        return None
    if ours.is_share and reduction is None:
        return smallest_rate_lift(len(arm), len(control), rate=float(control.mean()))
    squares = arm.var() * len(arm) + control.var() * len(control)
    return smallest_amount_lift(
        len(arm),
        len(control),
        spread=float(np.sqrt(squares / (len(arm) + len(control) - 2))),
        variance_reduction=max(0.0, reduction or 0.0),
    )


def _mean(one: Average | None) -> float | None:
    return one.mean if one else None
