"""An effect from sums alone: where a database has added an experiment up, nobody is read one by one.

One arm's customers are told by the sums of their outcomes y and of one figure x from before. The average of an arm is
taken at the x of all customers, with a slope of its own, as in `adjust`; the error is that of ordinary least squares
instead of HC2, which with one figure and thirty customers or more are hardly to be told apart.

Effects of several experiments are added. Each draws its holdout by a chance of its own, so what one estimate is off by
says nothing about another, also where their customers are the same: variances add up, with Satterthwaite's degrees of
freedom (Biometrics Bulletin 2, 1946).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy import special

from quen.measures.uplift.adjust import is_enough
from quen.measures.uplift.average import Average
from quen.measures.uplift.compare import degrees
from quen.measures.uplift.states import Horizon, Wait, wait


@dataclass(frozen=True)
class Sums:
    """One arm: its customers, Σy, Σy², Σy³, Σx, Σx², Σxy."""

    customers: int
    y: float
    yy: float
    yyy: float
    x: float
    xx: float
    xy: float


@dataclass(frozen=True)
class Whole:
    """What all customers of an arm did together that they would not have done as the control did.

    error: the standard error, with so many `degrees` of freedom. difference of 0 and error of 0 where none is known.
    """

    difference: float
    error: float
    degrees: float

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval."""
        return self.difference - self._reach

    @property
    def high(self) -> float:
        """The upper end."""
        return self.difference + self._reach

    @property
    def _reach(self) -> float:
        return float(special.stdtrit(self.degrees, 0.975)) * self.error if self.error else 0.0


def whole_of(arm: Sums, control: Sums) -> Whole | Wait:
    """The arm's effect, for all its customers together; or why none can be told. Read once, when its days are over."""
    if min(arm.customers, control.customers) < 2:
        return Wait.TOO_FEW
    plain = average_of(arm), average_of(control)
    why = wait(*plain, Horizon(), arm.customers + control.customers)
    if why is not None or not math.hypot(plain[0].error, plain[1].error) > 0:
        return why or Wait.TOO_FEW
    ours, theirs = _adjusted([arm, control]) or plain
    error = math.hypot(ours.error, theirs.error)
    if not error > 0:
        return Wait.TOO_FEW
    many = arm.customers
    return Whole((ours.mean - theirs.mean) * many, error * many, degrees(ours, theirs))


def added(effects: Iterable[Whole]) -> Whole | None:
    """Several effects together; None without any."""
    known = list(effects)
    if not known:
        return None
    squares = [each.error**2 for each in known]
    free = sum(squares) ** 2 / sum(
        square**2 / each.degrees for square, each in zip(squares, known, strict=True)
    )
    return Whole(sum(each.difference for each in known), math.sqrt(sum(squares)), free)


def average_of(sums: Sums) -> Average:
    """The plain average of an arm with two customers or more."""
    many, mean = sums.customers, sums.y / sums.customers
    squares = max(0.0, sums.yy - many * mean * mean)
    cubes = sums.yyy - 3 * mean * sums.yy + 2 * many * mean**3
    return Average(
        customers=many,
        mean=mean,
        error=math.sqrt(squares / (many - 1) / many),
        degrees=many - 1.0,
        third=cubes / many**3,
    )


def _adjusted(arms: Sequence[Sums]) -> list[Average] | None:
    """Each arm's average at the x of all; None where an arm is too small for it, or x says nothing about it."""
    everywhere = sum(each.x for each in arms) / sum(each.customers for each in arms)
    found = [_at(each, everywhere) for each in arms if is_enough(each.customers, 1)]
    return [each for each in found if each] if len(found) == len(arms) and all(found) else None


def _at(sums: Sums, everywhere: float) -> Average | None:
    plain, many, own = average_of(sums), sums.customers, sums.x / sums.customers
    spread = sums.xx - many * own * own
    if spread <= 1e-9 * sums.xx:
        return None
    slope = (sums.xy - many * own * plain.mean) / spread
    left = max(0.0, plain.error**2 * many * (many - 1) - slope * slope * spread)
    leverage = 1 / many + (everywhere - own) ** 2 / spread
    return Average(
        customers=many,
        mean=plain.mean + slope * (everywhere - own),
        error=math.sqrt(left / (many - 2) * leverage),
        degrees=many - 2.0,
        third=plain.third,
    )
