"""How large a lift must be to be seen, and how many must be held out to see it.

Shares of customers: the normal approximation of the two-sided test, pooled under no difference and not under one:
Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 3rd edition (2003), chapter 4. Amounts: the
noncentral t distribution, Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd edition (1988),
chapter 2.
"""

import math
from collections.abc import Callable

from scipy import optimize, special

ALPHA = 0.05
POWER = 0.8
_Z = float(special.ndtri(1 - ALPHA / 2))


def power_of_rates(arm: int, control: int, *, rate: float, arm_rate: float) -> float:
    """The chance to see the difference between two shares of customers, 0 to 1, in arms of so many customers."""
    together = (arm * arm_rate + control * rate) / (arm + control)
    if not 0 < together < 1:
        return 0.0
    under_none = math.sqrt(together * (1 - together) * (1 / arm + 1 / control))
    under_one = math.sqrt(arm_rate * (1 - arm_rate) / arm + rate * (1 - rate) / control)
    apart = abs(arm_rate - rate)
    if under_one == 0:
        return float(apart > _Z * under_none)
    return float(special.ndtr((apart - _Z * under_none) / under_one))


def power_of_amounts(arm: int, control: int, *, difference: float, spread: float) -> float:
    """The chance to see a difference between two averages; `spread`: the standard deviation among customers."""
    degrees = arm + control - 2
    reach = special.stdtrit(degrees, 1 - ALPHA / 2)
    shift = abs(difference) / (spread * math.sqrt(1 / arm + 1 / control))
    return 1 - float(special.nctdtr(degrees, shift, reach))


def smallest_rate_lift(arm: int, control: int, *, rate: float, power: float = POWER) -> float | None:
    """The smallest rise of a share (0.09: nine points) seen with this power; None where none is."""

    def lacks(lift: float) -> float:
        return power_of_rates(arm, control, rate=rate, arm_rate=rate + lift) - power

    most = 1 - rate
    if min(arm, control) < 1 or lacks(most) < 0:
        return None
    return float(optimize.brentq(lacks, 0.0, most, xtol=1e-9))


def smallest_amount_lift(
    arm: int, control: int, *, spread: float, variance_reduction: float = 0.0, power: float = POWER
) -> float | None:
    """The smallest rise of the average seen with this power, in its unit; None with fewer than three customers.

    `variance_reduction` (0 to 1): what covariates take away of the variance, as `Verdict` reports it.
    """
    left = spread * math.sqrt(1 - variance_reduction)
    if min(arm, control) < 1 or arm + control < 3 or not left > 0:
        return None

    def lacks(lift: float) -> float:
        return power_of_amounts(arm, control, difference=lift * left, spread=left) - power

    highest = math.sqrt(1 / arm + 1 / control)
    while lacks(highest) < 0:
        highest *= 2
    return left * float(optimize.brentq(lacks, 0.0, highest, xtol=1e-9))


def holdout_for_rate(customers: int, *, lift: float, rate: float, power: float = POWER) -> float | None:
    """The smallest share of customers to hold out so that this lift is seen; None where half of them is too few."""
    return _smallest_share(
        customers, lift, lambda arm, held: smallest_rate_lift(arm, held, rate=rate, power=power)
    )


def holdout_for_amount(
    customers: int, *, lift: float, spread: float, variance_reduction: float = 0.0, power: float = POWER
) -> float | None:
    """The same for a rise of the average by `lift`, in its unit."""
    return _smallest_share(
        customers,
        lift,
        lambda arm, held: smallest_amount_lift(
            arm, held, spread=spread, variance_reduction=variance_reduction, power=power
        ),
    )


def _smallest_share(
    customers: int, lift: float, smallest: Callable[[int, int], float | None]
) -> float | None:
    """By halving: the more are held out, up to half of all, the smaller the lift that is seen."""

    def is_seen(held: int) -> bool:
        found = smallest(customers - held, held)
        return found is not None and found <= lift

    few, enough = 0, customers // 2
    if not (enough and is_seen(enough)):
        return None
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if is_seen(middle) else (middle, enough)
    return enough / customers
