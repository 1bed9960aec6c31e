"""The Vietnamese lunar calendar: Tết, Mid-Autumn, the first and the fifteenth.

A month begins on the day of the new moon at UTC+7; the eleventh month holds the winter solstice; a year of thirteen
months repeats the first month without a solar term of its own. New moon and solar longitude after J. Meeus,
*Astronomical Formulae for Calculators* (1982), chapters 18 and 32: minutes exact, which is enough for days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import floor, radians, sin

_HOURS_EAST = 7
_MONTH_DAYS = 29.530588853
_FIRST_NEW_MOON = 2415021.076998695  # Julian date of the new moon of January 1900
_JULIAN_OF_ORDINAL = 1721425
_SOLSTICE_SECTOR = 9  # of twelve sectors of 30°, from the vernal equinox
_LONGEST_SEARCH_DAYS = 60


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar; `is_leap` marks the repeated month of a year of thirteen."""

    year: int
    month: int
    day: int
    is_leap: bool = False


@lru_cache(maxsize=4096)
def to_lunar(day: date) -> LunarDay:
    """The lunar day of a solar one, valid for 1900 to 2199."""
    number = day.toordinal() + _JULIAN_OF_ORDINAL
    start = _month_start(number)
    before, after, year = _eleventh_month(day.year - 1), _eleventh_month(day.year), day.year
    if start >= after:
        before, after, year = after, _eleventh_month(day.year + 1), day.year + 1
    since = (start - before) // 29
    leap = _leap_month(before) if after - before > 365 else None
    month = since + 11 - (leap is not None and since >= leap)
    month = month - 12 if month > 12 else month
    if month >= 11 and since < 4:
        year -= 1
    return LunarDay(year=year, month=month, day=number - start + 1, is_leap=since == leap)


@lru_cache(maxsize=1024)
def to_solar(*, year: int, month: int, day: int) -> date:
    """The solar day of a lunar one (of the first of two months of one number). ValueError where there is none."""
    wanted = LunarDay(year=year, month=month, day=day)
    first = date(year, 1, 1) + timedelta(days=int((month - 1) * _MONTH_DAYS) + day)
    for offset in range(_LONGEST_SEARCH_DAYS):
        if to_lunar(first + timedelta(days=offset)) == wanted:
            return first + timedelta(days=offset)
    raise ValueError(f"no day {day} in lunar month {month} of {year}")


def tet(year: int) -> date:
    """The first day of Tết Nguyên Đán in that solar year."""
    return to_solar(year=year, month=1, day=1)


def mid_autumn(year: int) -> date:
    """Tết Trung Thu, the fifteenth of the eighth month."""
    return to_solar(year=year, month=8, day=15)


def _month_start(number: int) -> int:
    count = int((number - _FIRST_NEW_MOON) / _MONTH_DAYS)
    start = _new_moon(count + 1)
    return start if start <= number else _new_moon(count)


@lru_cache(maxsize=512)
def _eleventh_month(year: int) -> int:
    """The first day (Julian day number) of the month that holds the winter solstice of `year`."""
    last = date(year, 12, 31).toordinal() + _JULIAN_OF_ORDINAL
    count = int((last - _FIRST_NEW_MOON) / _MONTH_DAYS)
    start = _new_moon(count)
    return start if _sector(start) < _SOLSTICE_SECTOR else _new_moon(count - 1)


@lru_cache(maxsize=512)
def _leap_month(eleventh: int) -> int:
    """How many months after the eleventh the repeated one comes: the first in which the sun enters no new sector."""
    count = floor((eleventh - _FIRST_NEW_MOON) / _MONTH_DAYS + 0.5)
    sectors = [_sector(_new_moon(count + n)) for n in range(1, 15)]
    return next(n for n in range(1, 14) if sectors[n] == sectors[n - 1])


@lru_cache(maxsize=4096)
def _new_moon(count: int) -> int:
    """The Julian day number, at UTC+7, of the `count`-th new moon since January 1900."""
    t = count / 1236.85
    mean = 2415020.75933 + 29.53058868 * count + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * _sin(166.56 + 132.87 * t - 0.009173 * t**2)
    sun = 359.2242 + 29.10535608 * count - 0.0000333 * t**2 - 0.00000347 * t**3
    moon = 306.0253 + 385.81691806 * count + 0.0107306 * t**2 + 0.00001236 * t**3
    node = 21.2964 + 390.67050646 * count - 0.0016528 * t**2 - 0.00000239 * t**3
    correction = (
        (0.1734 - 0.000393 * t) * _sin(sun) + 0.0021 * _sin(2 * sun)
        - 0.4068 * _sin(moon) + 0.0161 * _sin(2 * moon) - 0.0004 * _sin(3 * moon)
        + 0.0104 * _sin(2 * node) - 0.0051 * _sin(sun + moon) - 0.0074 * _sin(sun - moon)
        + 0.0004 * _sin(2 * node + sun) - 0.0004 * _sin(2 * node - sun) - 0.0006 * _sin(2 * node + moon)
        + 0.0010 * _sin(2 * node - moon) + 0.0005 * _sin(2 * moon + sun)
    )  # fmt: skip
    clock = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + correction - clock + 0.5 + _HOURS_EAST / 24)


def _sector(number: int) -> int:
    """In which of twelve 30° sectors the sun stands at midnight (UTC+7) before that day."""
    t = (number - 2451545.5 - _HOURS_EAST / 24) / 36525
    anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * _sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * _sin(2 * anomaly) + 0.000290 * _sin(3 * anomaly)
    return int(longitude % 360 // 30)


def _sin(degrees: float) -> float:
    return sin(radians(degrees))
