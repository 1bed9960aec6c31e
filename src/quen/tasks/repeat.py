"""When a repeating task is due again."""

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from quen.tasks.models import Repeat

_DAYS = {Repeat.DAY: 1, Repeat.WEEK: 7}
_MONTHS = {Repeat.MONTH: 1, Repeat.YEAR: 12}


def next_due(due_at: datetime, repeat: Repeat, *, after: datetime, zone: ZoneInfo) -> datetime:
    """The first time in the rhythm of `due_at` after both it and `after`, at the same hour of the shop's clock.

    What fell due meanwhile is left out, so that nobody who comes back finds ten of the same. Months keep the day, or
    take their last one: the 31st of January is followed by the 28th of February and the 31st of March.
    """
    local, soonest = due_at.astimezone(zone), max(due_at, after)
    steps = 1
    while (due := datetime.combine(_day(local.date(), repeat, steps), local.time(), zone)) <= soonest:
        steps += 1
    return due


def _day(first: date, repeat: Repeat, steps: int) -> date:
    if repeat in _DAYS:
        return first + timedelta(days=_DAYS[repeat] * steps)
    months = first.year * 12 + first.month - 1 + _MONTHS[repeat] * steps
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
