"""Steps that let time pass, and steps that choose the way. Nothing leaves the house in them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from quen.journeys.models import Reason
from quen.journeys.moves import Here, Move, Onward, Out, Stay
from quen.journeys.plan import begin_of
from quen.journeys.steps import Condition, Exit, Goal, Split, Until, Wait
from quen.journeys.watch import has_happened
from quen.measures.uplift.assign import bucket
from quen.people.find import everyone_in
from quen.programme.fields import WEEKDAYS
from quen.segments.conditions.registry import KNOWN
from quen.segments.count import holds
from quen.segments.reads import scope_now
from quen.segments.rules import from_json
from quen.shops.clock import day_of


def wait(here: Here, step: Wait) -> Move:
    """Time is counted from when the step was due, so that a shop that was down for a day does not end a day later."""
    if here.enrolment.began_at is None:
        until = end_of_wait(step, here.due_at, here.zone)
        if until > here.at:
            return Stay(until)
    return Onward(here.place.after)


def end_of_wait(step: Wait, since: datetime, zone: ZoneInfo) -> datetime:
    """The moment the wait is over, by the shop's clock."""
    local = since.astimezone(zone) + timedelta(days=step.days, hours=step.hours, minutes=step.minutes)
    if step.at is not None:
        asked = local.replace(hour=step.at.hour, minute=step.at.minute, second=0, microsecond=0)
        local = asked if asked >= local else asked + timedelta(days=1)
    while step.weekdays and WEEKDAYS[local.weekday()] not in step.weekdays:
        local += timedelta(days=1)
    return local


def until(here: Here, step: Until) -> Move:
    """On as soon as it happens, and at the latest after so many days."""
    ends_at = here.due_at + timedelta(days=step.most_days)
    since = here.enrolment.began_at or here.due_at
    if has_happened(step.happens, customers=everyone_in(here.customer), since=since):
        return Onward(here.place.after, "yes")
    if here.enrolment.began_at is None and ends_at > here.at:
        return Stay(ends_at, step.happens.event)
    return Onward(here.place.after, "no")


def condition(here: Here, step: Condition) -> Move:
    """The one way or the other."""
    if step.happened is not None:
        everyone = everyone_in(here.customer)
        is_so = has_happened(step.happened, customers=everyone, since=here.enrolment.entered_at)
    else:
        assert step.rule is not None
        scope = scope_now(today=day_of(here.at, here.zone))
        is_so = holds(from_json(step.rule, KNOWN), scope, customer=here.customer)
    return Onward(begin_of(here.place, 0 if is_so else 1), "yes" if is_so else "no")


def split(here: Here, step: Split) -> Move:
    """By chance, and the same way whenever she comes by."""
    way = way_of(here.customer, f"journey:{here.journey.pk}:{here.place.path}", step)
    return Onward(begin_of(here.place, way), f"way{way + 1}")


def way_of(customer: int, experiment: str, step: Split) -> int:
    """The number of her way, from 0."""
    chance, upto = bucket(customer, experiment) * 100, 0
    for number, way in enumerate(step.ways):
        upto += way.percent
        if chance < upto:
            return number
    return len(step.ways) - 1


def goal(here: Here, _step: Goal) -> Move:
    """She reached it, and goes on."""
    here.enrolment.goal_at = here.enrolment.goal_at or here.at
    return Onward(here.place.after, "reached")


def exit_(_here: Here, step: Exit) -> Move:
    """Out."""
    return Out(Reason.EXIT, step.why)
