"""What comes back: a few lines of a receipt, some days later, with the receipt or without it."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Floats, Ints
from quen.demo.baskets import Baskets
from quen.demo.catalogue import catalogue
from quen.demo.goods import Category
from quen.demo.hours import Mission, seconds_of_day
from quen.demo.prices import STEP, Prices
from quen.demo.season import Season
from quen.demo.streams import Subject, stream
from quen.demo.traffic import Traffic

_NEVER = (Category.COFFEE, Category.TEA, Category.CAKES)
_USUAL, _EQUIPMENT = 0.006, 0.06
_WITHOUT_RECEIPT = 0.15
_WITHOUT_NAME = 0.5  # of those without a receipt
_WHOLE_LINE = 0.7
_MEAN_WAIT_DAYS = 5.0


@dataclass(frozen=True)
class Returns:
    """One element per returned line, sorted by time and visit. `line` is the sale line it undoes."""

    line: Ints
    visit: Ints
    day: Ints
    second: Ints
    has_receipt: Bools
    is_named: Bools
    halves: Ints
    discount: Ints


def returns(*, seed: int, filled: Baskets, priced: Prices, visits: Traffic, season: Season) -> Returns:
    """Draw the returns that fall inside the window. All returned lines of one visit come back together."""
    rng = stream(seed, Subject.RETURNS)
    line = np.flatnonzero(rng.random(len(filled.visit)) < _chances(filled.product)).astype(np.int64)
    visit, back = np.unique(filled.visit[line], return_inverse=True)
    day = visits.day[visit] + 1 + rng.geometric(1 / _MEAN_WAIT_DAYS, len(visit))
    in_time = day < season.days
    day = season.next_open[np.minimum(day, season.days - 1)]
    second = seconds_of_day(
        mission=np.full(len(visit), Mission.TOP_UP), is_weekend=season.weekday[day] >= 5, rng=rng
    )
    has_receipt = rng.random(len(visit)) >= _WITHOUT_RECEIPT
    is_named = has_receipt | (rng.random(len(visit)) >= _WITHOUT_NAME)
    halves, discount = _given_back(line=line, priced=priced, rng=rng)
    kept = np.flatnonzero(in_time[back] & season.is_open[day][back])
    order = kept[np.lexsort((kept, back[kept], second[back][kept], day[back][kept]))]
    back = back[order]
    return Returns(
        line=line[order],
        visit=visit[back],
        day=day[back],
        second=second[back],
        has_receipt=has_receipt[back],
        is_named=is_named[back],
        halves=halves[order],
        discount=discount[order],
    )


def _chances(product: Ints) -> Floats:
    category = catalogue().category[product]
    chance = np.where(category == Category.EQUIPMENT, _EQUIPMENT, _USUAL)
    return np.where(np.isin(category, _NEVER), 0.0, chance)


def _given_back(*, line: Ints, priced: Prices, rng: Generator) -> tuple[Ints, Ints]:
    """The whole line mostly, else one piece of several with its part of the discount."""
    halves, discount = priced.halves[line], priced.discount[line]
    is_whole = (halves <= 2) | (rng.random(len(line)) < _WHOLE_LINE)
    part = discount * 2 // (halves * STEP) * STEP
    return np.where(is_whole, halves, 2), np.where(is_whole, discount, part)
