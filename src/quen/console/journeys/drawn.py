"""A journey as its page draws it: steps below each other, ways beside each other, counts at each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quen.journeys.describe import names_of, rule_said, step_said, trigger_said, watched_said
from quen.journeys.plan import Place, Plan, ways_of
from quen.journeys.reads import AtStep
from quen.journeys.steps import (
    Condition,
    Exit,
    Goal,
    Offer,
    Send,
    Split,
    Tag,
    TaskFor,
    Tell,
    TicketFor,
    Until,
    Wait,
)
from quen.messages.models import State
from quen.segments.names import Names

_ICONS = {
    Wait: "clock", Until: "clock", Condition: "help-circle", Split: "percentage", Send: "send", Offer: "gift",
    TaskFor: "list-check", TicketFor: "heart-handshake", Tag: "tag", Tell: "webhook", Goal: "flag", Exit: "logout",
}  # fmt: skip
_NOTHING = AtStep()


@dataclass(frozen=True)
class Way:
    """One of the ways at a step. `prefix`: what its paths begin with; `count`: how many went it."""

    label: str
    prefix: str
    steps: Sequence["Drawn"]
    count: int


@dataclass(frozen=True)
class Drawn:
    """A step on the map."""

    path: str
    icon: str
    words: str
    details: Sequence[str]
    at: AtStep
    outcomes: Sequence[tuple[str, int]]
    ways: Sequence[Way]


@dataclass(frozen=True)
class Map:
    """What begins a journey, whom it is for and what ends it, in words, and its steps. `who` empty: everybody."""

    triggers: Sequence[str]
    who: str
    goal: str
    steps: Sequence[Drawn]


def drawn(plan: Plan, counted: Mapping[str, AtStep]) -> Map:
    """The whole map. Names are read once."""
    names = names_of(plan)
    return Map(
        triggers=[trigger_said(each, names) for each in plan.triggers],
        who=rule_said(plan.who, names) if plan.who is not None else "",
        goal=watched_said(plan.goal, names) if plan.goal else "",
        steps=list(_drawn(plan, [str(n) for n in range(1, len(plan.steps) + 1)], counted, names)),
    )


def _drawn(plan: Plan, paths: Sequence[str], counted: Mapping[str, AtStep], names: Names) -> Iterator[Drawn]:
    for path in paths:
        place = plan.places[path]
        at = counted.get(path, _NOTHING)
        went = dict(at.outcomes)
        ways = [
            Way(
                label=label,
                prefix=prefix,
                steps=list(_drawn(plan, [f"{prefix}{n}" for n in range(1, len(steps) + 1)], counted, names)),
                count=went.get(prefix.removeprefix(f"{path}.").rstrip("."), 0),
            )
            for label, (prefix, steps) in zip(_labels(place), ways_of(place), strict=True)
        ]
        yield Drawn(
            path=path,
            icon=_ICONS[type(place.step)],
            words=step_said(place.step, names),
            details=_details(place),
            at=at,
            outcomes=[] if ways else [(_outcome(key), count) for key, count in at.outcomes if _outcome(key)],
            ways=ways,
        )


def _labels(place: Place) -> list[str]:
    step = place.step
    if isinstance(step, Condition):
        return [_("Yes"), _("No")]
    if isinstance(step, Split):
        return [f"{way.percent} %" + (f" · {way.name}" if way.name else "") for way in step.ways]
    return []


def _details(place: Place) -> list[str]:
    """The texts of a message, the script of a task."""
    step = place.step
    if isinstance(step, Send):
        return [each.subject or each.body.splitlines()[0] for each in step.texts]
    if isinstance(step, TaskFor) and step.script:
        return [step.script.splitlines()[0]]
    return []


def _outcome(key: str) -> str:
    """What came of a step, where the number of those who passed does not say it all."""
    if key in State.values:
        return str(State(key).label)
    return {"yes": _("It happened"), "no": _("It did not happen")}.get(key, "")
