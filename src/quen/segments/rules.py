"""A rule is a tree: groups of conditions that all, any, or none of which must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from quen.kernel.sentences import gettext_noop
from quen.segments.errors import BadRule
from quen.segments.inputs import Input, Thing
from quen.segments.sql import Sql

if TYPE_CHECKING:
    from quen.segments.names import Names
    from quen.segments.then import Then

DEEPEST = 5
MOST_CONDITIONS = 50
"""In one rule; more would be a list of names."""


class How(StrEnum):
    """How the parts of a group count together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class Theme(StrEnum):
    """The headings under which conditions are offered."""

    IDENTITY = "identity"
    STANDING = "standing"
    PURCHASES = "purchases"
    LOYALTY = "loyalty"
    CONSENT = "consent"
    FORECAST = "forecast"
    CARE = "care"
    STORY = "story"
    SEGMENTS = "segments"


RuleOf = Callable[[str], "Group | None"]
"""The rule of another segment by its key; None where there is no such segment, and so nobody in it."""


@dataclass(frozen=True)
class Scope:
    """What a rule is judged by besides the customer: the shop's day, and the rules of other segments."""

    today: date
    rule_of: RuleOf = lambda _key: None
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One thing asked of a customer. A subclass declares its inputs as fields, and is listed in `registry.py`.

    `touched_by` are the kinds of events after which the answer may be another.
    """

    key: ClassVar[str]
    theme: ClassVar[Theme]
    label: ClassVar[str]
    touched_by: ClassVar[frozenset[str]]

    def test(self, scope: Scope) -> Sql:
        """The condition as SQL over ``p``, never NULL."""
        raise NotImplementedError

    def said(self, names: Names) -> str:
        """The condition in words that follow "customers who", in the language of the reader."""
        raise NotImplementedError

    def next_change(self, scope: Scope) -> date | None:
        """The next day on which time alone may change the answer; None where time changes nothing."""
        return None

    def kinds(self, scope: Scope) -> frozenset[str]:
        """The kinds of events after which the answer may be another."""
        return self.touched_by

    def things_then(self) -> tuple[str, ...] | None:
        """The things whose receipts say what the answer was on a day that is over; None where nobody knows it."""
        return None

    def held(self, then: Then) -> bool:
        """What the answer was then, where `things_then` says that it is known. Never looks at anything else."""
        raise NotImplementedError

    def in_place(self, scope: Scope) -> tuple[Group, Scope] | None:
        """The rule that stands in its place, and what that is judged by; None where it is asked itself."""
        return None

    def parts_of(self) -> Iterator[str]:
        """The keys of other segments it asks for."""
        return iter(())

    def things(self) -> Iterator[str]:
        """The goods and places it names."""
        for name, by in inputs_of(type(self)):
            if isinstance(by, Thing) and getattr(self, name):
                yield getattr(self, name)


@dataclass(frozen=True)
class Group:
    """Conditions and groups that count together."""

    how: How
    parts: tuple[Group | Condition, ...]


Node = Group | Condition


def inputs_of(condition: type[Condition]) -> list[tuple[str, Input]]:
    """The condition's inputs by name, in order."""
    return [(each.name, each.metadata["input"]) for each in fields(condition)]


def conditions_of(node: Node) -> Iterator[Condition]:
    """Every condition of the tree, from the left."""
    if isinstance(node, Condition):
        yield node
    else:
        for part in node.parts:
            yield from conditions_of(part)


def to_json(node: Node) -> dict[str, Any]:
    """The rule as JSON: ``{"all": [{"condition": "stage", "stages": ["loyal"]}]}``."""
    if isinstance(node, Group):
        return {node.how.value: [to_json(part) for part in node.parts]}
    values = {name: by.written(getattr(node, name)) for name, by in inputs_of(type(node))}
    return {"condition": node.key, **values}


def from_json(values: object, known: Mapping[str, type[Condition]]) -> Group:
    """The rule that JSON says. Raises BadRule where it is none, says nothing, or says too much."""
    node = _node(values, known, depth=1)
    if not isinstance(node, Group):
        node = Group(How.ALL, (node,))
    conditions = sum(1 for _ in conditions_of(node))
    if conditions == 0:
        raise BadRule(gettext_noop("Add at least one condition."))
    if conditions > MOST_CONDITIONS:
        raise BadRule(gettext_noop("Use at most %(most)s conditions."), most=MOST_CONDITIONS)
    return node


def tomorrow(scope: Scope) -> date:
    """The next day a window that ends today moves on."""
    return scope.today + timedelta(days=1)


def _node(values: object, known: Mapping[str, type[Condition]], *, depth: int) -> Node:
    if not isinstance(values, dict):
        raise BadRule(gettext_noop("A rule is made of groups and conditions."))
    if depth > DEEPEST:
        raise BadRule(gettext_noop("Groups may lie at most %(most)s deep in each other."), most=DEEPEST)
    if "condition" in values:
        return _condition(values, known)
    if len(values) != 1 or (how := next(iter(values))) not in set(How):
        raise BadRule(gettext_noop("A group says all, any or none."))
    parts = values[how]
    if not isinstance(parts, list) or not parts:
        raise BadRule(gettext_noop("Every group needs at least one condition."))
    if len(parts) > MOST_CONDITIONS:
        raise BadRule(gettext_noop("Use at most %(most)s conditions."), most=MOST_CONDITIONS)
    return Group(How(how), tuple(_node(part, known, depth=depth + 1) for part in parts))


def _condition(values: Mapping[str, Any], known: Mapping[str, type[Condition]]) -> Condition:
    kind = known.get(str(values["condition"]))
    if kind is None:
        raise BadRule(gettext_noop("There is no condition %(key)s."), key=values["condition"])
    inputs = dict(inputs_of(kind))
    if unknown := set(values) - {"condition"} - set(inputs):
        raise BadRule(gettext_noop("A condition cannot be told %(key)s."), key=sorted(unknown)[0])
    defaults = {each.name for each in fields(kind) if each.default is not MISSING}
    told = {
        name: by.read(values.get(name))
        for name, by in inputs.items()
        if name in values or name not in defaults
    }
    return kind(**told)
