"""Goods that run out: rice, coffee, nappies. A household buys the next pack when the last is empty.

A refill falls to the next visit where one comes soon, else it is a trip of its own.
"""

from dataclasses import dataclass

import numpy as np

from quen.demo.arrays import Bools, Floats, Ints
from quen.demo.goods import GOODS, Category
from quen.demo.population import Kind, Population
from quen.demo.rhythm import Rhythms, renewals
from quen.demo.season import Season
from quen.demo.streams import Subject, stream

_REGULAR_FROM_RATE = 0.03  # visits a day: who comes less often fills the larder elsewhere
_WAITS_DAYS = 3
_STEADINESS = 28.0  # gamma shape of one household's intervals: about 19 % either way
_TET_RESTS_UNTIL, _STOCK_UP_DAYS = 5, 4
_BABY_DAYS = 480  # how long one size of nappies is needed at most


@dataclass(frozen=True)
class Refills:
    """Who needs which product on which day."""

    shopper: Ints
    product: Ints
    day: Ints

    def only(self, kept: Bools) -> "Refills":
        return Refills(self.shopper[kept], self.product[kept], self.day[kept])


def needs(*, seed: int, people: Population, own: Rhythms) -> Bools:
    """Which shopper (row) lives on which product (column): regulars only."""
    lives_on = np.array([good.households for good in GOODS])
    is_regular = (people.kind == Kind.PERSON) & people.buys & (own.rate >= _REGULAR_FROM_RATE)
    chance = stream(seed, Subject.NEEDS).random((len(people), len(GOODS)))
    needed: Bools = (chance < lives_on) & is_regular[:, None]
    return needed


def refills(*, seed: int, people: Population, own: Rhythms, lives_on: Bools, season: Season) -> Refills:
    """Every refill that falls due in the window while the shopper is still with us."""
    rng = stream(seed, Subject.REFILLS)
    shopper, product = np.nonzero(lives_on)
    usual = np.array([good.refill_days or 0 for good in GOODS], dtype=np.float64)[product]
    usual = usual * np.exp(rng.normal(0.0, 0.25, len(usual)))
    start, end = _spans(people=people, own=own, season=season, shopper=shopper)
    is_baby = np.array([good.category == Category.BABY for good in GOODS])[product]
    start = np.where(is_baby, start + rng.random(len(start)) * np.maximum(end - start, 0.0), start)
    end = np.where(is_baby, np.minimum(end, start + _BABY_DAYS), end)
    due = renewals(
        rate=1 / usual,
        shape=np.full(len(usual), _STEADINESS),
        start=start,
        end=end,
        settled=np.ones(len(usual), dtype=bool),
        rng=rng,
    )
    owner = shopper[due.shopper]
    day = _stocked_up(day=due.at.astype(np.int64), since=people.enrolled_day[owner], season=season)
    return Refills(owner, product[due.shopper], day)


def on_visits(wanted: Refills, *, shopper: Ints, day: Ints, days: int) -> tuple[Ints, Bools]:
    """For each refill the visit it can wait for (visits sorted by shopper and day), and whether there is one."""
    key = shopper * days + day
    wanted_key = wanted.shopper * days + wanted.day
    visit = np.minimum(np.searchsorted(key, wanted_key), max(len(key) - 1, 0)).astype(np.int64)
    gap = key[visit] - wanted_key
    return visit, (gap >= 0) & (gap <= _WAITS_DAYS) & (shopper[visit] == wanted.shopper)


def _stocked_up(*, day: Ints, since: Ints, season: Season) -> Ints:
    """What would run out over Tết is bought in the week before, by those who knew the shop by then."""
    from_tet = season.from_tet[day]
    earlier = day - from_tet - 2 - from_tet % _STOCK_UP_DAYS
    over_tet = (from_tet >= -1) & (from_tet <= _TET_RESTS_UNTIL) & (earlier > np.maximum(since, 0))
    return np.where(over_tet, earlier, season.next_open[day])


def _spans(*, people: Population, own: Rhythms, season: Season, shopper: Ints) -> tuple[Floats, Floats]:
    """From the day after enrolment to the shopper's end, in days of the window."""
    start = np.maximum(people.enrolled_day[shopper] + 1, 0).astype(np.float64)
    end = np.minimum(own.end[shopper], season.elapsed[-1] - 1e-6)
    return start, season.day_at(np.maximum(end, 0.0)).astype(np.float64)
