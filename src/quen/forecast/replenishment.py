"""When a customer runs out of what she buys again and again: ink, coffee beans, nappies.

Gaps between the days on which one customer bought one product are lognormal around her own mean; the means vary
around the product's. Hers is drawn to the product's by how many gaps she has shown (the normal mean with normal prior:
Gelman et al., Bayesian Data Analysis, 2.5). Only products bought with a rhythm count: where the log gaps of one
customer spread less than those of a gamma law of shape 2 do. Pure chance (shape 1) spreads by 1.28 and says no day.
"""

from dataclasses import dataclass

import numpy as np

from quen.forecast.history import Floats, Ints

MOST_SPREAD = 0.803
"""Standard deviation of the logarithm of a gamma law of shape 2: the square root of trigamma(2)."""
LEAST_GAPS = 2
LEAST_CUSTOMERS = 10
_SIDE = 1.2815515655446004  # eight of ten lie within so many standard deviations
_LEAST_VARIANCE = 1e-4


@dataclass(frozen=True)
class RunningOut:
    """Columns with a place per customer and product in rhythm. Days are running numbers; early and late hold the next
    purchase eight times in ten."""

    customer: Ints
    product: Ints
    interval_days: Floats
    runs_out: Ints
    early: Ints
    late: Ints


def running_out(customer: Ints, product: Ints, day: Ints, *, until: int) -> RunningOut:
    """From the different days on which each customer bought each product, in any order, up to the day `until`.

    A pair whose late day is over is left out: the customer gets it elsewhere now, or no longer needs it.
    """
    order = np.lexsort((day, customer, product))
    customer, product, day = customer[order], product[order], day[order]
    starts = np.flatnonzero(_changes(customer) | _changes(product))
    gaps = np.diff(np.append(starts, len(day))) - 1
    enough = gaps >= LEAST_GAPS
    mean, squares = _log_gaps(day, starts, gaps)
    who, what, last = customer[starts], product[starts], day[starts + gaps]
    found = [
        _of_product(rows, mean[rows], squares[rows], gaps[rows])
        for rows in _groups(np.flatnonzero(enough), what)
        if len(rows) >= LEAST_CUSTOMERS
    ]
    empty = np.empty(0)
    rows, log_interval, spread = (
        np.concatenate([empty, *(each[place] for each in found)]) for place in range(3)
    )
    rows = rows.astype(np.int64)
    soon, middle, late = (
        last[rows] + np.rint(np.exp(log_interval + side * spread)).astype(np.int64)
        for side in (-_SIDE, 0.0, _SIDE)
    )
    here = late >= until
    return RunningOut(
        who[rows][here], what[rows][here], np.exp(log_interval)[here], middle[here], soon[here], late[here]
    )  # fmt: skip


def _of_product(rows: Ints, mean: Floats, squares: Floats, gaps: Ints) -> tuple[Floats, Floats, Floats]:
    """The pairs, the logarithm of the next gap to expect, and its spread; nothing where the product has no rhythm."""
    within = max(squares.sum() / (gaps - 1).sum(), _LEAST_VARIANCE)
    if np.sqrt(within) > MOST_SPREAD:
        return np.empty(0), np.empty(0), np.empty(0)
    everybody = mean.mean()
    between = max(mean.var(ddof=1) - within * (1 / gaps).mean(), _LEAST_VARIANCE)
    added = within / between  # so many gaps of the product count beside her own
    interval = (gaps * mean + added * everybody) / (gaps + added)
    return rows.astype(np.float64), interval, np.sqrt(within * (1 + 1 / (gaps + added)))


def _log_gaps(day: Ints, starts: Ints, gaps: Ints) -> tuple[Floats, Floats]:
    """By pair: the mean of the logarithms of the gaps, and the sum of squares around it."""
    pair = np.repeat(np.arange(len(starts)), gaps)
    is_gap = np.ones(len(day), np.bool_)
    is_gap[starts] = False
    logs = np.log(np.diff(day, prepend=0)[is_gap])
    mean = np.bincount(pair, weights=logs, minlength=len(starts)) / np.maximum(gaps, 1)
    squares: Floats = np.bincount(pair, weights=(logs - mean[pair]) ** 2, minlength=len(starts)).astype(
        np.float64
    )
    return mean, squares


def _changes(column: Ints) -> np.ndarray:
    changed: np.ndarray = np.diff(column, prepend=column[:1] - 1) != 0
    return changed


def _groups(rows: Ints, what: Ints) -> list[Ints]:
    """The rows product by product; `what` is in order."""
    return np.split(rows, np.flatnonzero(np.diff(what[rows])) + 1) if len(rows) else []
