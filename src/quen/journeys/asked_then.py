"""The rules of a plan, asked of customers as of moments of the year; as of today where nobody kept what was then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from quen.journeys.fits import those_it_holds
from quen.journeys.plan import Plan
from quen.journeys.steps import Condition as AsksStep
from quen.segments.conditions.registry import KNOWN
from quen.segments.read_then import known_of
from quen.segments.reads import scope_now
from quen.segments.rules import Condition, Group, How, Node, Scope, conditions_of, from_json, to_json
from quen.segments.then import Known, Then, expanded, held


@dataclass(frozen=True)
class AskedThen:
    """`rules`: path of a step, empty for the plan's own → its rule. `today`: what is asked as of today → whom it holds.
    `not_kept`: the conditions, as they stand in the rules, whose answer then nobody knows.
    """

    zone: ZoneInfo
    rules: Mapping[str, Node] = field(default_factory=dict)
    known: Mapping[int, Known] = field(default_factory=dict)
    today: Mapping[Condition, Collection[int]] = field(default_factory=dict)
    not_kept: tuple[Condition, ...] = ()

    def holds(self, path: str, *, customer: int, at: datetime) -> bool:
        """Whether the rule of the step held her then."""
        return held(self.rules[path], Then(self.known[customer], at, self.zone), self.today)


def asked_then(plan: Plan, roots: Mapping[int, int], *, until: datetime, zone: ZoneInfo) -> AskedThen:
    """What the rules of the plan look at. `roots`: every record of these people → by whom it counts."""
    told = _rules_of(plan)
    if not told:
        return AskedThen(zone)
    scope = scope_now()
    rules = {path: expanded(rule, scope) for path, rule in told.items()}
    asked = {one for rule in rules.values() for one in conditions_of(rule)}
    things = {thing for one in asked for thing in one.things_then() or ()}
    people = list(set(roots.values()))
    return AskedThen(
        zone,
        rules,
        known_of(roots, things, until=until, zone=zone),
        {one: those_it_holds(_alone(one), people) for one in asked if one.things_then() is None},
        tuple(dict.fromkeys(one for rule in told.values() for one in _not_kept(rule, scope))),
    )


def _rules_of(plan: Plan) -> dict[str, Group]:
    """Every rule of the plan by the path of its step; the plan's own stands at the empty path."""
    found: dict[str, Any] = {"": plan.who} if plan.who is not None else {}
    found |= {
        path: place.step.rule
        for path, place in plan.places.items()
        if isinstance(place.step, AsksStep) and place.step.rule is not None
    }
    return {path: from_json(rule, KNOWN) for path, rule in found.items()}


def _not_kept(rule: Group, scope: Scope) -> list[Condition]:
    return [
        one
        for one in conditions_of(rule)
        if any(inner.things_then() is None for inner in conditions_of(expanded(one, scope)))
    ]


def _alone(condition: Condition) -> dict[str, Any]:
    return to_json(Group(How.ALL, (condition,)))
