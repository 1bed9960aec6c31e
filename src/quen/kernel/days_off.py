"""Vietnam's public holidays, by the Labour Code of 2019, Article 112, as far as they follow from the calendar.

Tết is five days; which five is decided year by year, and most often it is the last day of the old year and the first
four of the new one, as here. The second day beside National Day and days in lieu of weekends are decided anew every
year: a shop that closes then says so itself. 24 November is a day off since 2026.
"""

from datetime import date, timedelta
from functools import lru_cache

from quen.kernel.lunar import tet, to_solar
from quen.kernel.sentences import gettext_noop

_FIXED = {
    (1, 1): gettext_noop("New Year's Day"),
    (4, 30): gettext_noop("Reunification Day"),
    (5, 1): gettext_noop("Labour Day"),
    (9, 2): gettext_noop("National Day"),
}
_TET = gettext_noop("Tết")
_KINGS = gettext_noop("Hùng Kings' Day")
_CULTURE = gettext_noop("Vietnamese Culture Day")
_CULTURE_SINCE = 2026
_TET_BEFORE, _TET_AFTER = 1, 3


def day_off(day: date) -> str | None:
    """The holiday's English name, None on any other day. Valid for 1900 to 2199."""
    return _moving(day.year).get(day) or _FIXED.get((day.month, day.day))


@lru_cache(maxsize=64)
def _moving(year: int) -> dict[date, str]:
    first = tet(year)
    days = {first + timedelta(days=offset): _TET for offset in range(-_TET_BEFORE, _TET_AFTER + 1)}
    days[to_solar(year=year, month=3, day=10)] = _KINGS
    if year >= _CULTURE_SINCE:
        days[date(year, 11, 24)] = _CULTURE
    return days
