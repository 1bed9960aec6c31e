"""What is known of a year: who there was, what happened to them, and what would have begun a journey.

Read only, and bounded: of very many customers every so-manieth is looked at.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Least, Mod

from quen.events.models import Event
from quen.journeys.asked_then import AskedThen, asked_then
from quen.journeys.by_date import clock
from quen.journeys.days import overdue, running_out
from quen.journeys.days_within import people_of_days
from quen.journeys.enter import Candidate
from quen.journeys.plan import Plan
from quen.journeys.replay import Asked, Past, asked_by
from quen.journeys.steps import Condition, Until
from quen.journeys.triggers import OnDate, OnEvent, OnForecast, OnSegment, Trigger, Watched
from quen.journeys.watch import meant
from quen.people.models import Customer
from quen.segments.rules import Condition as Rule

BUYS = Watched(event="purchase.recorded")
MOST_CUSTOMERS = 5_000
"""More of them are not followed; their number is what takes the time."""


class Caveat(StrEnum):
    """What a dry run cannot know, or did not look at."""

    SAMPLE = "sample"
    YOUNG = "young"
    RULES = "rules"
    GUARD = "guard"
    FORECAST = "forecast"
    POINTS = "points"
    SEGMENT = "segment"


@dataclass(frozen=True)
class Told:
    """A caveat with its number or day, the trigger or the conditions it is about."""

    caveat: Caveat
    number: int = 0
    day: date | None = None
    trigger: Trigger | None = None
    conditions: tuple[Rule, ...] = ()


@dataclass
class Year:
    """The people looked at by whom they count as, since when each is known, and what begins their journeys."""

    since: datetime
    until: datetime
    zone: ZoneInfo
    every: int
    roots: Mapping[int, int]
    known_since: Mapping[int, datetime]
    happened: dict[Asked, dict[int, list[datetime]]] = field(default_factory=dict)
    rules: AskedThen = field(init=False)
    candidates: list[Candidate] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def past_of(self, customer: int) -> Past:
        """Hers."""
        happened = {asked: moments.get(customer, ()) for asked, moments in self.happened.items()}
        return Past(customer, happened, self.rules)


def year_of(plan: Plan, *, since: datetime, until: datetime, zone: ZoneInfo) -> Year:
    """Everything a replay of the plan looks at."""
    every = -(-Customer.objects.filter(root=None).count() // MOST_CUSTOMERS) or 1
    people = Customer.objects.annotate(stands=Coalesce("root_id", "pk"))
    if every > 1:
        people = people.annotate(lot=Mod("stands", every)).filter(lot=0)
    known_at = Least("created_at", "summary__first_at")
    rows = list(people.values_list("pk", "stands", known_at))
    year = Year(
        since, until, zone, every, {pk: stands for pk, stands, _at in rows},
        {pk: at for pk, stands, at in rows if pk == stands},
    )  # fmt: skip
    if every > 1:
        year.told.append(Told(Caveat.SAMPLE, every))
    young = min(year.known_since.values(), default=until)
    if young > since:
        year.told.append(Told(Caveat.YOUNG, day=young.astimezone(zone).date()))
    _read_what_happened(year, plan)
    year.rules = asked_then(plan, year.roots, until=until, zone=zone)
    if year.rules.not_kept:
        year.told.append(Told(Caveat.RULES, conditions=year.rules.not_kept))
    for trigger in plan.triggers:
        year.candidates += _begun_by(year, trigger)
    return year


def _events(year: Year, watched: Watched | OnEvent | OnSegment) -> "QuerySet[Event]":
    events = meant(Event.objects.filter(happened_at__gt=year.since, happened_at__lte=year.until), watched)
    return events if year.every == 1 else events.filter(customer__in=list(year.roots))


def _read_what_happened(year: Year, plan: Plan) -> None:
    """When each thing happened that the goal, waits and conditions look for; and when they bought."""
    watched: list[Watched] = [BUYS, *([plan.goal] if plan.goal else [])]
    for place in plan.places.values():
        if isinstance(place.step, Until):
            watched.append(place.step.happens)
        elif isinstance(place.step, Condition) and place.step.happened:
            watched.append(place.step.happened)
    for each in watched:
        if asked_by(each) in year.happened:
            continue
        found: dict[int, list[datetime]] = defaultdict(list)
        for who, moment in _events(year, each).order_by("happened_at").values_list("customer", "happened_at"):
            if who is not None and who in year.roots:
                found[year.roots[who]].append(moment)
        year.happened[asked_by(each)] = found


def _begun_by(year: Year, trigger: Trigger) -> Iterator[Candidate]:
    if isinstance(trigger, OnForecast):
        year.told.append(Told(Caveat.FORECAST, _foretold(trigger, year), trigger=trigger))
    elif isinstance(trigger, OnDate) and trigger.date == "points_expire":
        year.told.append(Told(Caveat.POINTS, trigger=trigger))
    elif isinstance(trigger, OnDate):
        yield from _days(year, trigger)
    else:
        yield from _from_story(year, trigger)


def _from_story(year: Year, trigger: OnEvent | OnSegment) -> Iterator[Candidate]:
    found = list(
        _events(year, trigger).order_by("happened_at", "pk").values_list("pk", "customer", "happened_at")
    )
    if isinstance(trigger, OnSegment):
        first = found[0][2].astimezone(year.zone).date() if found else None
        year.told.append(Told(Caveat.SEGMENT, day=first, trigger=trigger))
    for number, who, moment in found:
        if who is not None and who in year.roots:
            yield Candidate(year.roots[who], f"event:{number}", moment)


def _days(year: Year, trigger: OnDate) -> Iterator[Candidate]:
    """Whose day it was on any day of the year whose hour is over."""
    until, since = year.until.astimezone(year.zone), year.since.astimezone(year.zone).date()
    last = until.date() - timedelta(days=until.hour < trigger.hour)
    days = people_of_days(trigger, since + timedelta(days=1), last, year.zone, among=list(year.known_since))
    for day, each in days:
        begins_at = clock(day, trigger.hour, year.zone)
        known_at = year.known_since.get(each.customer)
        if known_at is not None and known_at <= begins_at:
            yield Candidate(each.customer, each.occasion, clock(day, 0, year.zone), begins_at=begins_at)


def _foretold(trigger: OnForecast, year: Year) -> int:
    """Whom the forecasts of today name; those of days past are not kept."""
    people = (
        overdue(trigger)
        if trigger.forecast == "overdue"
        else running_out(trigger, year.until.astimezone(year.zone).date())
    )
    return len({each.customer for each in people})
