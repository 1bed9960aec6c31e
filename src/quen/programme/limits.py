"""Caps: how much more a rule, or the programme, may give a member today, this month, ever, and all members together."""

from collections.abc import Mapping
from datetime import date

from quen.programme.rules import Caps
from quen.programme.state import Tally

NO_TALLY = Tally()


def room(caps: Caps, tally: Tally, day: date, spent: int) -> int | None:
    """The most points that may still be given; None without limit. `spent` is what all members have had."""
    limits = [
        limit - used
        for limit, used in (
            (caps.per_purchase, 0),
            (caps.per_day, tally.day_points if tally.day == day else 0),
            (caps.per_month, tally.month_points if same_month(tally.day, day) else 0),
            (caps.per_life, tally.life_points),
            (caps.budget, spent),
        )
        if limit is not None
    ]
    return max(min(limits), 0) if limits else None


def counted(tally: Tally, day: date, points: int, *, times: int = 1) -> Tally:
    """The tally with one more gift (or, with negative numbers, one taken back)."""
    is_older = day < tally.day  # a sale that arrives late leaves today's count as it is
    same_day, is_same_month = tally.day == day, same_month(tally.day, day)
    return Tally(
        day=tally.day if is_older else day,
        day_points=tally.day_points if is_older else tally.day_points * same_day + points,
        day_times=tally.day_times if is_older else tally.day_times * same_day + times,
        month_points=tally.month_points + points
        if is_same_month
        else tally.month_points
        if is_older
        else points,
        life_points=tally.life_points + points,
        life_times=tally.life_times + times,
    )


def times_today(tallies: Mapping[str, Tally], key: str, day: date) -> int:
    """How often the rule has given the member something on `day`."""
    tally = tallies.get(key)
    return tally.day_times if tally and tally.day == day else 0


def same_month(one: date, other: date) -> bool:
    """Whether two days are of one month of one year."""
    return one.month == other.month and one.year == other.year
