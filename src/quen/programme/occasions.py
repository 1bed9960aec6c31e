"""Times that come again: hours of the day, holidays by either calendar, birthdays."""

from calendar import isleap
from collections.abc import Sequence
from datetime import date, time, timedelta
from functools import lru_cache

from quen.kernel.lunar import to_solar
from quen.programme.conditions import Holiday

_DAY_MINUTES = 24 * 60


def minute_of(clock: time) -> int:
    """Minutes since midnight; the end of the day is 1,440."""
    return _DAY_MINUTES if clock == time.max else clock.hour * 60 + clock.minute


def in_hours(minute: int | None, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the minute of the day lies in one of the spans; an unknown time lies in none."""
    if minute is None:
        return False
    return any(
        start <= minute < end if start < end else minute >= start or minute < end for start, end in spans
    )


def days_to_holiday(holiday: Holiday, day: date) -> int:
    """Days until the holiday's window next opens; 0 inside it."""
    return min(
        _days_to_window(day, around, holiday.days_before, holiday.days_after)
        for year in range(day.year - 1, day.year + 3)
        for around in _days_of(holiday, year)
    )


@lru_cache(maxsize=65_536)
def birthday_distance(birthday: date, day: date, before: int, after: int) -> int:
    """Days until the window around the birthday next opens; 0 inside it. 29 February is kept on 1 March."""
    return min(
        _days_to_window(day, anniversary(birthday, year), before, after)
        for year in range(day.year - 1, day.year + 3)
    )


def anniversary(day: date, year: int) -> date:
    """The day a birthday or another day is kept on in that year; 29 February on 1 March where there is none."""
    return _in_year(day.month, day.day, year)


def kept_on(day: date) -> tuple[tuple[int, int], ...]:
    """Month and day of what is kept on that day: 1 March of a common year keeps 29 February as well."""
    keeps_leap_day = (day.month, day.day) == (3, 1) and not isleap(day.year)
    return ((3, 1), (2, 29)) if keeps_leap_day else ((day.month, day.day),)


def _days_to_window(day: date, around: date, before: int, after: int) -> int:
    opens, closes = around - timedelta(days=before), around + timedelta(days=after)
    if day > closes:
        return timedelta.max.days
    return max((opens - day).days, 0)


@lru_cache(maxsize=8_192)
def _days_of(holiday: Holiday, year: int) -> tuple[date, ...]:
    """The holiday in that (solar or lunar) year; none where the lunar month ends a day earlier."""
    if holiday.calendar == "solar":
        return (_in_year(holiday.month, holiday.day, year),)
    try:
        return (to_solar(year=year, month=holiday.month, day=holiday.day),)
    except ValueError:
        return ()


def _in_year(month: int, day: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 3, 1)
