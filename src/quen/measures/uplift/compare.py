"""The difference between two averages and their ratio, with 95 % intervals and the p-value that goes with them.

Amounts: Welch, "The generalization of 'Student's' problem when several different population variances are involved",
Biometrika 34 (1947). Shares of customers: the square-and-add interval of two score intervals, Newcombe, "Interval
estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), method 10; it stays
within -1 to 1 and holds where few came, which Welch does not. The ratio comes of the same limits by the same rule
(MOVER-R: Newcombe, "MOVER-R confidence intervals for ratios and products of two independently estimated quantities",
Statistical Methods in Medical Research 25, 2016), which for amounts is Fieller's theorem. So the three always agree:
the p-value is below 0.05 where the interval of the difference leaves zero out, and there only the interval of the
lift does.
"""

import math
from dataclasses import dataclass

from scipy import optimize, special

from quen.measures.uplift import anytime
from quen.measures.uplift.average import Average
from quen.measures.wilson import Z_95, interval

_MOST_ERRORS = 38.0  # beyond this a double knows no smaller p-value


@dataclass(frozen=True)
class Difference:
    """What an arm's customers did more than the control's, in the outcome's unit; low to high: the 95 % interval.

    relative: the difference as a share of the control's average, 0.1 for a tenth more; None where that average is not
    above zero. Its interval is None where the average is not surely above zero, as then none exists.
    error: the standard error of the difference.
    """

    difference: float
    low: float
    high: float
    error: float
    p_value: float
    relative: float | None
    relative_low: float | None
    relative_high: float | None


@dataclass(frozen=True)
class _Limits:
    """An average with the limits of its own interval."""

    mean: float
    low: float
    high: float


def compare(arm: Average, control: Average, *, fraction: float | None = None) -> Difference | None:
    """The arm against the control; None for amounts where nobody differs from anybody.

    `fraction` None: for one look, at the end. Else: the share of the planned customers that is in, and the interval and
    p-value hold at every look together (`anytime`).
    """
    error = math.hypot(arm.error, control.error)
    if fraction is None and arm.ones is not None and control.ones is not None:
        p_value = _score_p_value(arm, control)
        return _difference(_score(arm, Z_95), _score(control, Z_95), error, p_value)
    if not error > 0:
        return None
    errors = abs(arm.mean - control.mean) / error
    if fraction is not None:
        reach, p_value = anytime.stretch(fraction), anytime.p_value(errors, fraction)
        return _difference(_around(arm, reach), _around(control, reach), error, p_value)
    free = degrees(arm, control)
    reach, p_value = float(special.stdtrit(free, 0.975)), 2 * float(special.stdtr(free, -errors))
    return _difference(_around(arm, reach), _around(control, reach), error, p_value)


def _difference(arm: _Limits, control: _Limits, error: float, p_value: float) -> Difference:
    difference = arm.mean - control.mean
    low, high = _square_and_add(arm, control)
    ratio = _ratio(arm, control)
    return Difference(
        difference=difference,
        low=low,
        high=high,
        error=error,
        p_value=p_value,
        relative=difference / control.mean if control.mean > 0 else None,
        relative_low=ratio[0] - 1 if ratio else None,
        relative_high=ratio[1] - 1 if ratio else None,
    )


def _square_and_add(arm: _Limits, control: _Limits) -> tuple[float, float]:
    difference = arm.mean - control.mean
    low = difference - math.hypot(arm.mean - arm.low, control.high - control.mean)
    high = difference + math.hypot(arm.high - arm.mean, control.mean - control.low)
    return low, high


def _ratio(arm: _Limits, control: _Limits) -> tuple[float, float] | None:
    """The ratios at which arm less ratio times control, squared and added, just reaches zero."""
    if not (control.mean > 0 and control.low > 0):
        return None
    low = _root(arm.mean, control.mean, arm.mean - arm.low, control.high - control.mean, -1)
    high = _root(arm.mean, control.mean, arm.high - arm.mean, control.mean - control.low, 1)
    return low, high


def _root(arm: float, control: float, of_arm: float, of_control: float, side: int) -> float:
    """The ratio r with arm - r * control = -side * hypot(of_arm, r * of_control)."""
    square, product, rest = control**2 - of_control**2, arm * control, arm**2 - of_arm**2
    spread = math.sqrt(max(0.0, product**2 - square * rest))
    if square > 0:
        return (product + side * spread) / square
    return rest / (product - side * spread) if rest else 0.0


def _around(one: Average, reach: float) -> _Limits:
    return _Limits(one.mean, one.mean - reach * one.error, one.mean + reach * one.error)


def _score(one: Average, z: float) -> _Limits:
    assert one.ones is not None
    low, high = interval(one.ones, one.customers, z=z)
    return _Limits(one.mean, min(low, one.mean), max(high, one.mean))  # also where rounding has it otherwise


def _score_p_value(arm: Average, control: Average) -> float:
    """Of the widest interval that leaves zero out."""

    def beyond(z: float) -> float:
        low, high = _square_and_add(_score(arm, z), _score(control, z))
        return low if arm.mean > control.mean else -high

    if arm.mean == control.mean:
        return 1.0
    if beyond(_MOST_ERRORS) > 0:
        return 0.0
    return 2 * float(special.ndtr(-optimize.brentq(beyond, 0.0, _MOST_ERRORS, xtol=1e-9)))


def degrees(arm: Average, control: Average) -> float:
    """Welch's and Satterthwaite's degrees of freedom."""
    of_arm, of_control = arm.error**2, control.error**2
    return (of_arm + of_control) ** 2 / (of_arm**2 / arm.degrees + of_control**2 / control.degrees)
