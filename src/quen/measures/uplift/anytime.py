"""Looking as often as one likes: an interval that is right at every look together, not only at one.

Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence
sequences", Annals of Statistics 52 (2024), theorem 2.2, with the best parameter for one time of appendix B.2; in the
tradition of Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical
Statistics 41 (1970). It knows nothing of earlier looks and needs not to. It is narrowest when the planned number of
customers is reached, where it is half as wide again as an interval for one look.
"""

import math

from scipy import special

ALPHA = 0.05
_AT_THE_PLAN = float(-special.lambertw(-(ALPHA**2) / math.e, k=-1).real - 1)
"""Customers times rho squared at which the sequence is narrowest."""


def stretch(fraction: float) -> float:
    """How many standard errors the interval reaches to either side, with this fraction of the planned customers."""
    time = _AT_THE_PLAN * fraction
    return math.sqrt(2 * (time + 1) / time * math.log(math.sqrt(time + 1) / ALPHA))


def p_value(errors: float, fraction: float) -> float:
    """The level at which the sequence just reaches zero: `errors` is the estimate in standard errors."""
    time = _AT_THE_PLAN * fraction
    return min(1.0, math.sqrt(time + 1) * math.exp(-(errors**2) * time / (2 * (time + 1))))
