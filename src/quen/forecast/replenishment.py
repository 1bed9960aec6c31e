"""When a customer runs out of what she buys again and again: ink, coffee beans, nappies.

Gaps between the days on which one customer bought one product are lognormal around her own mean; the means vary
around the product's. Hers is drawn to the product's by how many gaps she has shown (the normal mean with normal prior:
Gelman et al., Bayesian Data Analysis, 2.5). Only products bought with a rhythm count: where the log gaps of one
customer spread less than those of a gamma law of shape 2 do. Pure chance (shape 1) spreads by 1.28 and says no day.

Who buys two packs may come back after twice the time, or buy two because there are guests. Each product's own past
says which: everybody's last gap is foretold from those before it both ways, by the gap and by the gap for each pack;
packs are counted where that came nearer by more than two standard errors.
"""

from dataclasses import dataclass

import numpy as np

from quen.forecast.history import Floats, Ints
from quen.forecast.rhythm import Pairs, counts_packs, law_of

MOST_SPREAD = 0.803
"""Standard deviation of the logarithm of a gamma law of shape 2: the square root of trigamma(2)."""
LEAST_GAPS = 2
LEAST_CUSTOMERS = 10
_SIDE = 1.2815515655446004  # eight of ten lie within so many standard deviations


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
    is_by_pack: np.ndarray
    """Whether the product's past says that two packs last twice as long."""


def running_out(customer: Ints, product: Ints, day: Ints, quantity: Floats, *, until: int) -> RunningOut:
    """From the different days on which each customer bought each product and how much of it (above 0), in any order, up
    to the day `until`.

    A pair whose late day is over is left out: the customer gets it elsewhere now, or no longer needs it.
    """
    order = np.lexsort((day, customer, product))
    customer, product, day, packs = customer[order], product[order], day[order], np.log(quantity[order])
    starts = np.flatnonzero(_changes(customer) | _changes(product))
    gaps = np.diff(np.append(starts, len(day))) - 1
    pairs = Pairs.of(day, packs, starts, gaps)
    who, what, end = customer[starts], product[starts], starts + gaps
    found = [
        _of_product(pairs.some(rows), rows)
        for rows in _groups(np.flatnonzero(gaps >= LEAST_GAPS), what)
        if len(rows) >= LEAST_CUSTOMERS
    ]
    empty = np.empty(0)
    rows, log_interval, spread, is_by_pack = (
        np.concatenate([empty, *(each[place] for each in found)]) for place in range(4)
    )
    rows = rows.astype(np.int64)
    log_interval += is_by_pack * packs[end[rows]]
    soon, middle, late = (
        day[end[rows]] + np.rint(np.exp(log_interval + side * spread)).astype(np.int64)
        for side in (-_SIDE, 0.0, _SIDE)
    )
    here = late >= until
    return RunningOut(
        who[rows][here], what[rows][here], np.exp(log_interval)[here], middle[here], soon[here], late[here],
        is_by_pack[here] > 0,
    )  # fmt: skip


def _of_product(pairs: Pairs, rows: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    """The pairs, the logarithm of the next gap to expect (for each pack, where packs count), its spread, and whether
    packs count; nothing where the product has no rhythm."""
    is_by_pack = counts_packs(pairs)
    law = law_of(pairs.by_pack if is_by_pack else pairs.plain)
    if np.sqrt(law.within) > MOST_SPREAD:
        return np.empty(0), np.empty(0), np.empty(0), np.empty(0)
    return rows.astype(np.float64), law.expected, law.spread, np.full(len(rows), float(is_by_pack))


def _changes(column: Ints) -> np.ndarray:
    changed: np.ndarray = np.diff(column, prepend=column[:1] - 1) != 0
    return changed


def _groups(rows: Ints, what: Ints) -> list[Ints]:
    """The rows product by product; `what` is in order."""
    return np.split(rows, np.flatnonzero(np.diff(what[rows])) + 1) if len(rows) else []
