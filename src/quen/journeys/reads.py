"""Questions about journeys."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db import connection
from django.db.models import Count, Q
from pydantic_core import from_json, to_json

from quen.journeys.errors import NoSuchJourney
from quen.journeys.models import INSIDE, Arm, Enrolment, Journey, JourneyVersion
from quen.journeys.plan import Plan
from quen.journeys.yaml_text import from_values
from quen.kernel.sentences import gettext_noop
from quen.messages.models import State
from quen.messages.queue import Source

_PASSED = (Path(__file__).parent / "at_steps.sql").read_text()

KIND_OF_SOURCE = "journey"


def source_of(journey: int) -> Source:
    """As what the journey sends messages."""
    return Source(KIND_OF_SOURCE, journey)


def plan_of(version: JourneyVersion) -> Plan:
    """What a version says."""
    return _read(to_json(version.values))


@lru_cache(maxsize=200)
def _read(values: bytes) -> Plan:
    return from_values(from_json(values))


def newest(journey: Journey) -> JourneyVersion:
    """What it says now."""
    return JourneyVersion.objects.get(journey=journey, number=journey.version)


def locked_journey(journey: int) -> Journey:
    """The row, held until the transaction ends. Raises NoSuchJourney."""
    found = Journey.objects.select_for_update(no_key=True).filter(pk=journey).first()
    if found is None:
        raise NoSuchJourney(gettext_noop("There is no journey number %(journey)s."), journey=journey)
    return found


def running() -> list[tuple[Journey, Plan]]:
    """The journeys customers may enter, with what they say now. One query."""
    rows = JourneyVersion.objects.filter(journey__is_on=True).select_related("journey").order_by("journey")
    return [(row.journey, plan_of(row)) for row in rows if row.number == row.journey.version]


@dataclass(frozen=True)
class AtStep:
    """Of the customers who are not held out: how many wait at a step, are stuck there, and have passed it."""

    here: int = 0
    stuck: int = 0
    passed: int = 0
    outcomes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Numbers:
    """Customers of a journey: `inside` and `left` without those held out, who are `held_out`."""

    entered: int = 0
    inside: int = 0
    stuck: int = 0
    reached: int = 0
    held_out: int = 0


def numbers_of(journeys: Iterable[int]) -> dict[int, Numbers]:
    """The numbers by journey. One query."""
    treated = Q(arm=Arm.TREATED)
    rows = Enrolment.objects.filter(journey__in=list(journeys)).values_list("journey").order_by()
    counted = rows.annotate(
        entered=Count("pk", filter=treated),
        inside=Count("pk", filter=treated & Q(state__in=INSIDE)),
        stuck=Count("pk", filter=Q(state="stuck")),
        reached=Count("pk", filter=treated & Q(goal_at__isnull=False)),
        held_out=Count("pk", filter=~treated),
    )
    return {journey: Numbers(*numbers) for journey, *numbers in counted}


def at_steps(journey: int, version: int) -> dict[str, AtStep]:
    """The steps of a version by path, where anybody is or was. Two queries."""
    inside = Enrolment.objects.filter(journey=journey, version=version, arm=Arm.TREATED, state__in=INSIDE)
    counted = inside.values_list("step").order_by()
    here = {
        step: (count, stuck)
        for step, count, stuck in counted.annotate(n=Count("pk"), stuck=Count("pk", filter=Q(state="stuck")))
    }
    passed: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_PASSED, {"journey": journey, "version": version, "states": State.values})
        for step, outcome, count in cursor.fetchall():
            passed.setdefault(step, {})[outcome] = count
    return {
        step: AtStep(
            here=here.get(step, (0, 0))[0],
            stuck=here.get(step, (0, 0))[1],
            passed=sum(passed.get(step, {}).values()),
            outcomes=tuple(passed.get(step, {}).items()),
        )
        for step in here.keys() | passed.keys()
    }
