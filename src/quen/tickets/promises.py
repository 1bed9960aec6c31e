"""What the shop promises: when it is there, and how soon it answers; and how both are changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.kernel.working_time import Span, WorkingHours
from quen.shops.clock import shop_timezone
from quen.shops.history import change, remember
from quen.tickets.choices import Priority
from quen.tickets.errors import BadHours
from quen.tickets.models import SpecialDay, Target, TicketSettings
from quen.tickets.sla import Promise

DAY_MINUTES = 24 * 60
WEEK = ((480, 1200),) * 5 + ((540, 1080),) * 2
"""Until the shop says otherwise: 8:00 to 20:00, at weekends 9:00 to 18:00."""
TARGETS: dict[Priority, tuple[int, int, int]] = {
    Priority.URGENT: (30, 30, 240),
    Priority.HIGH: (60, 60, 720),
    Priority.NORMAL: (240, 240, 1_440),
    Priority.LOW: (720, 720, 3_600),
}
"""Working minutes until the first answer, every next one, and the solution."""
_KEEPS_DAYS = 30


@dataclass(frozen=True)
class Promises:
    """Everything a clock needs, read once. Three queries."""

    hours: WorkingHours
    targets: dict[Priority, Promise]

    def of(self, priority: str) -> Promise:
        return self.targets[Priority(priority)]


def promises() -> Promises:
    """As they are now."""
    special: dict[date, Sequence[Span]] = {
        row.day: ((row.from_minute, row.until_minute),) if row.from_minute < row.until_minute else ()
        for row in SpecialDay.objects.all()
    }
    kept = ticket_settings()
    hours = WorkingHours(
        week=spans_of(kept.week), zone=shop_timezone(), keeps_holidays=kept.keeps_holidays, special=special
    )
    targets = {
        Priority(row.priority): (row.first_minutes, row.next_minutes, row.solve_minutes)
        for row in Target.objects.all()
    }
    return Promises(hours, {priority: _promise((TARGETS | targets)[priority]) for priority in Priority})


def ticket_settings() -> TicketSettings:
    """What counts for all tickets, the defaults until somebody changes them."""
    week = [minute for span in WEEK for minute in span]
    return TicketSettings.objects.filter(pk=1).first() or TicketSettings(pk=1, week=week)


def spans_of(week: Sequence[int]) -> list[list[Span]]:
    """The spans of seven days from fourteen minutes."""
    pairs = list(zip(week[::2], week[1::2], strict=True))
    return [[(first, last)] if first < last else [] for first, last in pairs]


@transaction.atomic
def change_hours(*, week: Sequence[int], keeps_holidays: bool, by: Actor) -> TicketSettings:
    """Say when somebody is there. Clocks that run already keep what they promised. Raises BadHours."""
    fits = len(week) == 2 * 7 and all(0 <= minute <= DAY_MINUTES for minute in week)
    if not fits or any(first > last for first, last in zip(week[::2], week[1::2], strict=True)):
        raise BadHours(gettext_noop("Every day opens before it closes."))
    if not any(spans_of(week)):
        raise BadHours(gettext_noop("On at least one day of the week somebody must be there."))
    row, _made = TicketSettings.objects.select_for_update().get_or_create(
        pk=1, defaults={"week": ticket_settings().week}
    )
    change(row, {"week": list(week), "keeps_holidays": keeps_holidays}, of="tickets", by=by)
    return row


@transaction.atomic
def change_target(*, priority: Priority, first: int, following: int, solve: int, by: Actor) -> Target:
    """Promise answers and solution within so many working minutes. Raises BadHours."""
    if not 1 <= first <= solve or not 1 <= following <= solve:
        raise BadHours(
            gettext_noop("An answer is due before the solution, and both leave at least a minute.")
        )
    now = TARGETS[priority]
    row, _made = Target.objects.select_for_update().get_or_create(
        pk=priority, defaults={"first_minutes": now[0], "next_minutes": now[1], "solve_minutes": now[2]}
    )
    wanted = {"first_minutes": first, "next_minutes": following, "solve_minutes": solve}
    change(row, dict(wanted), of=f"tickets.{priority}", by=by)
    return row


@transaction.atomic
def set_special_day(
    *, day: date, from_minute: int, until_minute: int, by: Actor, words: str = ""
) -> SpecialDay:
    """Let one day be different; closed where both minutes are equal. Raises BadHours."""
    if not 0 <= from_minute <= until_minute <= DAY_MINUTES:
        raise BadHours(gettext_noop("Every day opens before it closes."))
    row, _made = SpecialDay.objects.update_or_create(
        day=day,
        defaults={"from_minute": from_minute, "until_minute": until_minute, "words": tidy(words)[:120]},
    )
    remember({str(day): (None, f"{from_minute}-{until_minute}")}, of="tickets.day", by=by)
    return row


@transaction.atomic
def forget_special_day(*, day: date, by: Actor) -> None:
    """Let the day be like any other again."""
    gone, _of_each = SpecialDay.objects.filter(day=day).delete()
    if gone:
        remember({str(day): ("", None)}, of="tickets.day", by=by)


def special_days(today: datetime) -> list[SpecialDay]:
    """Those to come, and of the last month."""
    since = today.date() - timedelta(days=_KEEPS_DAYS)
    return list(SpecialDay.objects.filter(day__gte=since).order_by("day")[:60])


def _promise(minutes: tuple[int, int, int]) -> Promise:
    first, following, solve = (timedelta(minutes=one) for one in minutes)
    return Promise(first, following, solve)
