"""How strongly the city shops on each day: weekdays, Tết, the lunar month, public holidays, the day's own luck."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from quen.demo.arrays import Bools, Floats, Ints
from quen.demo.streams import Subject, stream
from quen.kernel.lunar import mid_autumn, tet, to_lunar

_WEEKDAYS = (0.92, 0.91, 0.94, 0.97, 1.05, 1.16, 1.10)  # Monday first

# Days from the first day of Tết → demand. The city stocks up for three weeks, shuts, and comes back slowly.
_TET_DAYS = (-30, -24, -21, -14, -7, -3, -2, -1, 0, 1, 2, 3, 5, 9, 15, 20)
_TET_DEMAND = (1.00, 1.25, 1.60, 2.00, 2.45, 2.50, 2.20, 1.00, 0.00, 0.12, 0.30, 0.45, 0.60, 0.80, 0.95, 1.00)

# Public holidays when many leave the city, and days of gifts and going out, as (month, day).
_AWAY = {(4, 30), (5, 1), (9, 1), (9, 2)}
_GIFTS = {(2, 14), (3, 7), (3, 8), (10, 19), (10, 20), (11, 20), (12, 24), (12, 25)}


@dataclass(frozen=True)
class Season:
    """The window's days. Arrays have one element per day; `demand` averages 1."""

    first_day: date
    demand: Floats
    weekday: Ints
    from_tet: Ints
    tet_share: Floats
    mooncake_share: Floats

    @property
    def days(self) -> int:
        return len(self.demand)

    @property
    def is_open(self) -> Bools:
        return self.demand > 0

    @cached_property
    def elapsed(self) -> Floats:
        """Demand gone by at the start of each day and at the end: the clock that rhythms run on."""
        return np.concatenate([[0.0], np.cumsum(self.demand)])

    @cached_property
    def next_open(self) -> Ints:
        """The day itself where the shop is open, else the next open one."""
        open_days = np.flatnonzero(self.is_open)
        place = np.searchsorted(open_days, np.arange(self.days))
        return open_days[np.minimum(place, len(open_days) - 1)].astype(np.int64)

    def day_at(self, elapsed: Floats) -> Ints:
        """The day on which that much demand has gone by."""
        day = np.searchsorted(self.elapsed, elapsed, side="right") - 1
        return np.clip(day, 0, self.days - 1).astype(np.int64)

    def date_of(self, day: int) -> date:
        return self.first_day + timedelta(days=day)


def season(*, seed: int, first_day: date, last_day: date) -> Season:
    """The demand curve from first to last day, both included."""
    dates = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    weekday = np.array([d.weekday() for d in dates], dtype=np.int64)
    from_tet = _days_from(dates, [tet(year) for year in range(first_day.year, last_day.year + 2)])
    demand = np.array(_WEEKDAYS)[weekday] * np.interp(from_tet, _TET_DAYS, _TET_DEMAND)
    demand = demand * _calendar_effect(dates)
    demand = demand * np.exp(stream(seed, Subject.SEASON).normal(0.0, 0.05, len(dates)))
    mooncakes = _days_from(dates, [mid_autumn(year) for year in range(first_day.year, last_day.year + 2)])
    return Season(
        first_day=first_day,
        demand=demand / demand.mean(),
        weekday=weekday,
        from_tet=from_tet,
        tet_share=np.interp(from_tet, (-35, -21, -10, -2, -1, 0), (0.0, 0.12, 0.26, 0.30, 0.10, 0.0)),
        mooncake_share=np.interp(mooncakes, (-30, -14, -3, 0, 1), (0.0, 0.05, 0.14, 0.08, 0.0)),
    )


def _days_from(dates: list[date], feasts: list[date]) -> Ints:
    """Days from the nearest feast, negative before it."""
    return np.array([min(((d - feast).days for feast in feasts), key=abs) for d in dates], dtype=np.int64)


def _calendar_effect(dates: list[date]) -> Floats:
    effect = np.ones(len(dates))
    for n, day in enumerate(dates):
        if (day.month, day.day) in _AWAY:
            effect[n] = 0.75
        elif (day.month, day.day) in _GIFTS:
            effect[n] = 1.18
        elif to_lunar(day).day in (1, 15):
            effect[n] = 1.07  # offerings of fruit, cakes and tea on the new and the full moon
    return effect
