"""Who shops: persons, companies and the staff themselves, when each came, and to which store."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Floats, Ints, pick
from quen.demo.places import LATE_STORE, LATE_STORE_OPENS_AFTER, STORES
from quen.demo.season import Season
from quen.demo.streams import Subject, stream

NO_STORE = -1
_BEFORE_WINDOW = 0.32  # share of customers the chain had already
_OPENING_RUSH_DAYS = 45.0
_LONGEST_BEFORE_DAYS = 900
_HOMES_BEFORE = (0.56, 0.44, 0.0)
_HOMES_AFTER = (0.36, 0.26, 0.38)
_MOVES_TO_LATE_STORE = 0.15  # of the second store's customers, who live nearer to the new one


class Kind(IntEnum):
    """What a shopper is to the chain."""

    PERSON = 0
    COMPANY = 1
    STAFF = 2


@dataclass(frozen=True)
class Population:
    """One element per shopper. `enrolled_day` is negative for those who came before the window."""

    kind: Ints
    enrolled_day: Ints
    enrolled_at: Floats  # the same on the demand clock; 0 for those who came before
    home: Ints
    moves: Bools
    buys: Bools  # False: enrolled, but never bought

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def is_old(self) -> Bools:
        return self.enrolled_day < 0


def population(*, seed: int, shoppers: int, companies: int, staff: int, season: Season) -> Population:
    """The shoppers, persons first, then companies, then staff."""
    rng = stream(seed, Subject.POPULATION)
    sizes = [shoppers - companies - staff, companies, staff]
    kind = np.repeat(np.array(list(Kind), dtype=np.int64), sizes)
    works_at = np.where(kind == Kind.STAFF, np.arange(shoppers)[::-1] % len(STORES), NO_STORE)
    is_old = np.where(works_at == NO_STORE, rng.random(shoppers) < _BEFORE_WINDOW, works_at != LATE_STORE)
    at = np.where(is_old, 0.0, _arrivals(season, rng.random(shoppers)))
    at = np.where(works_at == LATE_STORE, season.elapsed[late_store_day(season)], at)
    day = np.where(is_old, -1 - rng.integers(0, _LONGEST_BEFORE_DAYS, shoppers), season.day_at(at))
    home = _homes(is_late=day >= late_store_day(season), chance=rng.random(shoppers))
    home = np.where(works_at == NO_STORE, home, works_at)
    return Population(
        kind=kind,
        enrolled_day=day.astype(np.int64),
        enrolled_at=at,
        home=home,
        moves=(home == 1) & (kind != Kind.STAFF) & (rng.random(shoppers) < _MOVES_TO_LATE_STORE),
        buys=(rng.random(shoppers) >= 0.02) | (kind != Kind.PERSON),
    )


def late_store_day(season: Season) -> int:
    """The day the third store opened."""
    return int(season.next_open[int(season.days * LATE_STORE_OPENS_AFTER)])


def home_on(*, people: Population, shopper: Ints, day: Ints, season: Season) -> Ints:
    """The store that is a shopper's own on that day."""
    moved = people.moves[shopper] & (day >= late_store_day(season))
    return np.where(moved, LATE_STORE, people.home[shopper])


def draw_store(*, is_late: Bools, rng: Generator) -> Ints:
    """Any store, as busy as it is: the third only where it has opened."""
    return _homes(is_late=is_late, chance=rng.random(len(is_late)))


def _arrivals(season: Season, chance: Floats) -> Floats:
    """Arrival times on the demand clock: as busy as the season, and a rush when the third store opened."""
    since = np.arange(season.days) - late_store_day(season)
    rush = np.where(since >= 0, 1.2 * np.exp(-np.maximum(since, 0) / _OPENING_RUSH_DAYS), 0.0)
    day = pick(np.cumsum(season.demand * (1.0 + rush)), chance)
    return season.elapsed[day] + 0.5 * season.demand[day]


def _homes(*, is_late: Bools, chance: Floats) -> Ints:
    before = pick(np.cumsum(_HOMES_BEFORE), chance)
    return np.where(is_late, pick(np.cumsum(_HOMES_AFTER), chance), before)
