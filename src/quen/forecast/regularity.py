"""How regular the customers of a business are: the shape k of the gaps between purchase days.

k = 1 is pure chance, which the customer models assume; groceries are bought more regularly, k near 2. It hardly matters
for counts, but it does for how unusual a silence is. Two neighbouring gaps of one customer part their sum by a beta
(k, k) law whatever her rate, so k is read off the variance of g1 / (g1 + g2): Wheat and Morrison, "Estimating Purchase
Regularity with Two Interpurchase Times", Journal of Marketing Research 27 (1990).
"""

import numpy as np
from scipy import special

from quen.forecast.history import Floats, PurchaseDays

CHANCE = 1.0
LEAST_CUSTOMERS = 50
_LEAST, _MOST = 0.5, 20.0


def regularity(days: PurchaseDays, *, until: int) -> float:
    """k from the gaps up to the day `until`; 1 where fewer than `LEAST_CUSTOMERS` have two gaps.

    Every customer counts once, however many gaps she has.
    """
    seen = days.day <= until
    order = np.lexsort((days.day[seen], days.customer[seen]))
    customer, day = days.customer[seen][order], days.day[seen][order].astype(np.float64)
    first, second = day[1:-1] - day[:-2], day[2:] - day[1:-1]
    same = customer[2:] == customer[:-2]
    who = customer[2:][same]
    if len(np.unique(who)) < LEAST_CUSTOMERS:
        return CHANCE
    split = first[same] / (first[same] + second[same])
    variance = float(np.average((split - 0.5) ** 2, weights=1 / np.bincount(who)[who]))
    return float(np.clip((1 - 4 * variance) / (8 * variance), _LEAST, _MOST)) if variance else _MOST


def gap_chance(gap: Floats, *, k: float, gaps: Floats, since: Floats, r: float, alpha: float) -> Floats:
    """Chance that a gap is shorter than `gap`, after `gaps` gaps that took `since` in all.

    Gaps are gamma distributed with shape k and mean 1 / rate, rates gamma (r, alpha) over customers: the next one is
    beta prime. With k = 1 this is 1 - ((alpha + since) / (alpha + since + gap))^(r + gaps).
    """
    spread = alpha + k * since
    share: Floats = special.betainc(k, r + k * gaps, k * gap / (k * gap + spread))
    return share


def gap_with_chance_left(
    left: Floats, *, k: float, gaps: Floats, since: Floats, r: float, alpha: float
) -> Floats:
    """The gap that is exceeded with the chance `left`; infinite where that is none."""
    shape = r + k * gaps
    # The small end of the mirrored law: no digits are lost when hardly any chance is left.
    short = special.betaincinv(shape, k, left)
    with np.errstate(divide="ignore"):
        gap: Floats = (1 - short) / short * (alpha + k * since) / k
    return gap
