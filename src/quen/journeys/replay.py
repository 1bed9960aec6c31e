"""One customer's way through a plan in the past, in memory: the rules of `advance.py`, and nothing is done."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from quen.journeys.asked_then import AskedThen
from quen.journeys.models import Reason
from quen.journeys.plan import Place, Plan, begin_of
from quen.journeys.steps import Condition, Exit, Goal, Split, Step, Until, Wait
from quen.journeys.triggers import Watched
from quen.journeys.waiting import end_of_wait, way_of

Asked = tuple[object, ...]
"""What is watched for, whatever watches for it: the kind of event, its facts, the goods."""


def asked_by(watched: Watched) -> Asked:
    """The same for a trigger, a goal and a wait that look for the same thing."""
    return (watched.event, watched.where, watched.goods)


@dataclass(frozen=True)
class Past:
    """What is known of one person: when each thing happened to her, in order, and the rules asked of her."""

    customer: int
    happened: Mapping[Asked, Sequence[datetime]]
    rules: AskedThen

    def first(self, watched: Watched, *, after: datetime) -> datetime | None:
        """When it first happened after that moment."""
        moments = self.happened.get(asked_by(watched), ())
        number = bisect_right(moments, after)
        return moments[number] if number < len(moments) else None


@dataclass(frozen=True)
class Begun:
    """She entered then, and her first step was due then."""

    entered_at: datetime
    begins_at: datetime


@dataclass(frozen=True)
class Passed:
    """A step she passed."""

    path: str
    at: datetime
    outcome: str = ""


@dataclass(frozen=True)
class Walked:
    """How far she came. `step`: where she still is, empty once she left."""

    passed: Sequence[Passed]
    step: str = ""
    left_at: datetime | None = None
    reason: Reason | None = None
    goal_at: datetime | None = None


@dataclass(frozen=True)
class _At:
    """She is at a step since a moment."""

    past: Past
    place: Place
    since: datetime
    begun: Begun
    experiment: str
    zone: ZoneInfo


def walk(plan: Plan, past: Past, begun: Begun, *, journey: int, until: datetime, zone: ZoneInfo) -> Walked:
    """Her way up to a moment. `journey` is its number, by which splits part."""
    goal_at = past.first(plan.goal, after=begun.entered_at) if plan.goal else None
    goal_at = goal_at if goal_at and goal_at <= until else None
    out_at = goal_at if plan.goal and plan.goal.leaves else None
    passed: list[Passed] = []
    path, since, reason, reached = plan.first, begun.begins_at, Reason.END, None
    while path:
        place = plan.places[path]
        at = _At(past, place, since, begun, f"journey:{journey}:{path}", zone)
        since, way, outcome = _PASSING.get(type(place.step), _at_once)(at, place.step)
        if out_at is not None and out_at <= since:
            return Walked(passed, left_at=out_at, reason=Reason.GOAL, goal_at=goal_at)
        if since > until:
            return Walked(passed, step=path, goal_at=goal_at or reached)
        passed.append(Passed(path, since, outcome))
        if isinstance(place.step, Goal):
            reached = reached or since
        reason = Reason.EXIT if isinstance(place.step, Exit) else Reason.END
        path = way
    goal_at = goal_at if goal_at and goal_at <= since else None
    return Walked(passed, left_at=since, reason=reason, goal_at=goal_at or reached)


_Pass = tuple[datetime, str, str]


def _at_once(at: _At, step: Step) -> _Pass:
    return at.since, "" if isinstance(step, Exit) else at.place.after, ""


def _wait(at: _At, step: Wait) -> _Pass:
    return end_of_wait(step, at.since, at.zone), at.place.after, ""


def _until(at: _At, step: Until) -> _Pass:
    ends_at = at.since + timedelta(days=step.most_days)
    happened_at = at.past.first(step.happens, after=at.since)
    if happened_at is not None and happened_at <= ends_at:
        return happened_at, at.place.after, "yes"
    return ends_at, at.place.after, "no"


def _condition(at: _At, step: Condition) -> _Pass:
    if step.happened is not None:
        happened_at = at.past.first(step.happened, after=at.begun.entered_at)
        is_so = happened_at is not None and happened_at <= at.since
    else:
        is_so = at.past.rules.holds(at.place.path, customer=at.past.customer, at=at.since)
    return at.since, begin_of(at.place, 0 if is_so else 1), "yes" if is_so else "no"


def _split(at: _At, step: Split) -> _Pass:
    way = way_of(at.past.customer, at.experiment, step)
    return at.since, begin_of(at.place, way), f"way{way + 1}"


_PASSING: dict[type, Callable[[_At, Any], _Pass]] = {
    Wait: _wait, Until: _until, Condition: _condition, Split: _split,
}  # fmt: skip
