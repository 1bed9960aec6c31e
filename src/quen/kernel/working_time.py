"""Time that counts: the hours somebody is there to answer, over nights, weekends and holidays."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quen.kernel.days_off import day_off

Span = tuple[int, int]
"""Minutes of a day from which and before which somebody is there: (480, 1080) is 8:00 to 18:00."""
LONGEST_SEARCH_DAYS = 3_000
_NOTHING = timedelta(0)


@dataclass(frozen=True)
class WorkingHours:
    """When somebody is there. `week`: the spans of each weekday, Monday first, in their order and not overlapping.

    `special` holds days that are different, closed where they have no span; they come before holidays.
    """

    week: Sequence[Sequence[Span]]
    zone: ZoneInfo
    keeps_holidays: bool = True
    special: Mapping[date, Sequence[Span]] = field(default_factory=dict)

    def spans(self, day: date) -> Sequence[Span]:
        """When somebody is there on that day."""
        if day in self.special:
            return self.special[day]
        return () if self.keeps_holidays and day_off(day) else self.week[day.weekday()]

    def moments(self, day: date) -> list[tuple[datetime, datetime]]:
        """The same, as moments in UTC."""
        return [(self._moment(day, first), self._moment(day, last)) for first, last in self.spans(day)]

    def _moment(self, day: date, minute: int) -> datetime:
        days, minutes = divmod(minute, 24 * 60)
        clock = time(minutes // 60, minutes % 60)
        return datetime.combine(day + timedelta(days=days), clock, self.zone).astimezone(UTC)


class NeverOpen(ValueError):
    """Nobody is ever there, so that no deadline can be named."""


def worked(start: datetime, end: datetime, hours: WorkingHours) -> timedelta:
    """How much of the time from `start` to `end` counts; nothing where `end` is not after `start`."""
    if end <= start:
        return _NOTHING
    first, last = (moment.astimezone(hours.zone).date() for moment in (start, end))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(
        (max(min(until, end) - max(since, start), _NOTHING) for day in days for since, until in hours.moments(day)),
        _NOTHING,
    )  # fmt: skip


def after(start: datetime, wanted: timedelta, hours: WorkingHours) -> datetime:
    """The first moment by which `wanted` has counted since `start`. Raises NeverOpen."""
    if wanted <= _NOTHING:
        return start
    for since, until in _spans(start, 1, hours):
        begins = max(since, start)
        if until <= begins:
            continue
        if until - begins >= wanted:
            return begins + wanted
        wanted -= until - begins
    raise NeverOpen


def before(end: datetime, wanted: timedelta, hours: WorkingHours) -> datetime:
    """The last moment from which `wanted` counts until `end`. Raises NeverOpen."""
    if wanted <= _NOTHING:
        return end
    for since, until in _spans(end, -1, hours):
        ends = min(until, end)
        if ends <= since:
            continue
        if ends - since >= wanted:
            return ends - wanted
        wanted -= ends - since
    raise NeverOpen


def _spans(moment: datetime, step: int, hours: WorkingHours) -> Iterator[tuple[datetime, datetime]]:
    """Spans from the day of the moment on, or back from it."""
    order: Callable[[list[tuple[datetime, datetime]]], Iterator[tuple[datetime, datetime]]]
    order = iter if step > 0 else reversed
    day = moment.astimezone(hours.zone).date()
    for number in range(LONGEST_SEARCH_DAYS):
        yield from order(hours.moments(day + timedelta(days=number * step)))
