"""How many to hold out: the smallest share that shows the lift one wants to see, and what a chosen share shows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from quen.campaigns.audience import members_of
from quen.campaigns.reach import smallest_lift
from quen.measures.uplift.power import holdout_for_rate
from quen.segments.count import at_full_speed

MOST_PERCENT = 50
_FIRST = date(2000, 1, 1)
"""From which profiles count their days."""


class SmallestLift(Protocol):
    """The smallest rise of the share who buy that a holdout shows; None where none does."""

    def __call__(self, customers: int, *, holdout_percent: int, rate: float) -> float | None: ...


@dataclass(frozen=True)
class Holdout:
    """customers: on whom it counts; rate: the share of them (0 to 1) who buy in as many days anyway. lift: the smallest
    rise of it that the chosen share shows; percent: the smallest share that shows the wanted one. None: none does.
    """

    customers: int
    rate: float
    lift: float | None
    percent: int | None


def holdout_of(
    *, segment: str, horizon_days: int, holdout_percent: int, wanted: float, today: date
) -> Holdout:
    """wanted: a rise of the share who buy, 0.05 for five points. One statement over the segment.

    Raises NoSuchSegment, BadRule.
    """
    asked = members_of(segment)
    since = (today - timedelta(days=horizon_days) - _FIRST).days
    with at_full_speed() as cursor:
        cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE p.last_day >= {since}) FROM {asked.text}",  # noqa: S608
            asked.values,
        )
        customers, bought = cursor.fetchone()
    rate = bought / customers if customers else 0.0
    return proposed(customers, rate=rate, holdout_percent=holdout_percent, wanted=wanted)


def proposed(
    customers: int,
    *,
    rate: float,
    holdout_percent: int,
    wanted: float,
    smallest: SmallestLift = smallest_lift,
) -> Holdout:
    """What a share of so many customers shows, and the smallest that shows the wanted rise.

    smallest: the rise a share shows, at least that of `smallest_lift`; a result that is read every day shows less.
    """
    lift = smallest(customers, holdout_percent=holdout_percent, rate=rate) if customers else None
    return Holdout(customers, rate, lift, _smallest_percent(customers, rate, wanted, smallest))


def _smallest_percent(customers: int, rate: float, wanted: float, smallest: SmallestLift) -> int | None:
    """In whole percent, rounded up, as `smallest_lift` counts whole customers."""
    share = holdout_for_rate(customers, lift=wanted, rate=rate)
    if share is None:
        return None
    for percent in range(max(1, int(100 * share)), MOST_PERCENT + 1):
        seen = smallest(customers, holdout_percent=percent, rate=rate)
        if seen is not None and seen <= wanted:
            return percent
    return None
