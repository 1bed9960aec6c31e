"""The reason of a visit and its time of day: coffee before work, lunch, groceries on the way home."""

from enum import IntEnum

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Ints, pick_by_row


class Mission(IntEnum):
    """What someone came for; the number is a row of the tables below and of the baskets'."""

    DRINK = 0
    TOP_UP = 1
    BIG_SHOP = 2
    OFFICE = 3
    REFILL = 4


OPENS_AT, CLOSES_AT = 6, 22
_HALF_HOUR = 1800

# Weight of each opening hour, 6 (from half past) to 21.
_WEEKDAY = (
    (5, 14, 13, 8, 5, 5, 7, 8, 7, 7, 5, 4, 4, 5, 4, 2),
    (2, 3, 4, 4, 5, 6, 4, 3, 3, 5, 7, 12, 14, 11, 7, 3),
    (1, 1, 3, 4, 5, 4, 2, 2, 3, 4, 6, 10, 15, 14, 9, 3),
    (0, 4, 14, 18, 14, 8, 2, 6, 14, 12, 6, 2, 0, 0, 0, 0),
    (1, 2, 4, 5, 5, 5, 3, 3, 3, 5, 7, 12, 15, 12, 7, 3),
)
_WEEKEND = (
    (2, 7, 11, 12, 10, 7, 5, 5, 7, 9, 8, 6, 6, 8, 8, 5),
    (2, 4, 7, 9, 9, 7, 4, 3, 5, 7, 9, 9, 8, 7, 5, 3),
    (1, 3, 7, 11, 12, 8, 4, 3, 5, 8, 10, 9, 7, 6, 4, 2),
    (0, 4, 14, 18, 14, 8, 2, 6, 14, 12, 6, 2, 0, 0, 0, 0),
    (1, 3, 7, 10, 11, 8, 4, 3, 5, 8, 10, 9, 8, 6, 4, 2),
)


def seconds_of_day(*, mission: Ints, is_weekend: Bools, rng: Generator) -> Ints:
    """A time within opening hours for each visit, in seconds since midnight."""
    weights = np.where(is_weekend[:, None], np.array(_WEEKEND)[mission], np.array(_WEEKDAY)[mission])
    hour = OPENS_AT + pick_by_row(weights.astype(np.float64), rng.random(len(mission)))
    within = (rng.random(len(mission)) * 3600).astype(np.int64)
    before_opening = (hour == OPENS_AT) & (within < _HALF_HOUR)
    return hour * 3600 + np.where(before_opening, within + _HALF_HOUR, within)
