"""Days of customers that come round, and forecasts: who is to enter which journey on a day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from quen.journeys.days import overdue, people_of_day, running_out
from quen.journeys.enter import Candidate, count_skipped, enter
from quen.journeys.models import Journey, NotEntered
from quen.journeys.plan import Plan
from quen.journeys.reads import locked_journey, newest, plan_of, running
from quen.journeys.triggers import OnDate, OnForecast
from quen.shops.clock import day_of, shop_timezone


def enter_by_date(*, at: datetime) -> int:
    """Let in whose day it is today, and whose day it was while nothing ran, as far as that is not too long ago.

    Comes by every second: one query where every journey has had its day.
    """
    zone = shop_timezone()
    today = day_of(at, zone)
    entered = 0
    for journey, plan in running():
        if journey.dated_on is not None and journey.dated_on < today and any(_by_date(plan)):
            entered += _go_round(journey.pk, today, zone, at=at)
    return entered


def _by_date(plan: Plan) -> Iterator[OnDate | OnForecast]:
    return (each for each in plan.triggers if isinstance(each, OnDate | OnForecast))


@transaction.atomic
def _go_round(number: int, today: date, zone: ZoneInfo, *, at: datetime) -> int:
    journey = locked_journey(number)
    if not journey.is_on or journey.dated_on is None or journey.dated_on >= today:
        return 0
    plan = plan_of(newest(journey))
    candidates: list[Candidate] = []
    for trigger in _by_date(plan):
        if isinstance(trigger, OnForecast):
            candidates += _forecast(trigger, today, zone)
        else:
            candidates += _days(journey, plan, trigger, journey.dated_on, today, zone)
    entered = enter(journey=journey.pk, candidates=candidates, at=at)
    journey.refresh_from_db()
    journey.dated_on = today
    journey.save(update_fields=["dated_on"])
    return entered


def _days(
    journey: Journey, plan: Plan, trigger: OnDate, after: date, today: date, zone: ZoneInfo
) -> Iterator[Candidate]:
    """Whose day it was since, and is; days too long ago are only counted."""
    day = max(after, today - timedelta(days=366)) + timedelta(days=1)
    while day <= today:
        people = people_of_day(trigger, day, zone)
        if (today - day).days >= plan.stale_days:
            count_skipped(journey, {NotEntered.STALE: len(people)}, on=today)
        else:
            yield from (
                Candidate(
                    each.customer, each.occasion, clock(day, 0, zone), begins_at=clock(day, trigger.hour, zone),
                    facts=each.facts,
                )
                for each in people
            )  # fmt: skip
        day += timedelta(days=1)


def _forecast(trigger: OnForecast, today: date, zone: ZoneInfo) -> Iterator[Candidate]:
    """What is true today. Tomorrow it may still be, so that nobody is counted as kept out by it."""
    people = overdue(trigger) if trigger.forecast == "overdue" else running_out(trigger, today)
    for each in people:
        yield Candidate(
            each.customer, each.occasion, clock(today, 0, zone), begins_at=clock(today, trigger.hour, zone),
            facts=each.facts, is_new=False,
        )  # fmt: skip


def clock(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """That hour of the day by the shop's clock."""
    return datetime.combine(day, time(hour), zone)
