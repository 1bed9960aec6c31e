"""A rule while it is built: groups and conditions with their places, some of them not complete yet.

Every node names itself in a hidden field, ``r.1:group`` or ``r.1.0:bought``, so that one form holds the whole tree and
works without a script; adding and removing are sent along with it and answered with the tree drawn anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from quen.console.segments.condition_form import ConditionForm
from quen.segments.conditions.registry import KNOWN
from quen.segments.rules import DEEPEST, MOST_CONDITIONS, How

ROOT = "r"
GROUP = "group"


@dataclass
class DraftGroup:
    """A group with its parts; `path` is its place: ``r``, ``r.1``, ``r.1.0``."""

    path: str
    how: How = How.ALL
    parts: list[DraftGroup | ConditionForm] = field(default_factory=list)
    is_group = True

    @property
    def is_root(self) -> bool:
        return self.path == ROOT

    @property
    def may_nest(self) -> bool:
        return self.path.count(".") + 2 < DEEPEST

    def conditions(self) -> Iterator[ConditionForm]:
        """Every condition below."""
        for part in self.parts:
            if isinstance(part, DraftGroup):
                yield from part.conditions()
            else:
                yield part

    def next_path(self) -> str:
        """The place of a new part."""
        taken = [int(part.path.rpartition(".")[2]) for part in self.parts]
        return f"{self.path}.{max(taken, default=-1) + 1}"


def sent_tree(sent: QueryDict, *, currency: str) -> DraftGroup:
    """The tree as the form sent it, after what was added and removed."""
    root = DraftGroup(ROOT)
    groups = {ROOT: root}
    removed = sent.get("do", "").partition("remove:")[2]
    for node in sent.getlist("node")[: 2 * MOST_CONDITIONS]:
        path, _colon, kind = node.partition(":")
        above = groups.get(path.rpartition(".")[0])
        if path == ROOT:
            root.how = _how(sent, ROOT)
        elif above is None or path == removed or not path.rpartition(".")[2].isdecimal():
            continue
        elif kind == GROUP and above.may_nest:
            groups[path] = DraftGroup(path, _how(sent, path))
            above.parts.append(groups[path])
        elif kind in KNOWN:
            above.parts.append(ConditionForm(KNOWN[kind], sent, path=path, currency=currency))
    for group in list(groups.values()):
        _add(sent, group, currency=currency)
    return root


def kept_tree(rule: dict[str, Any], *, currency: str, path: str = ROOT) -> DraftGroup:
    """The tree of a rule that is kept."""
    how, parts = next(iter(rule.items()))
    group = DraftGroup(path, How(how))
    for part in parts:
        below = group.next_path()
        if "condition" in part:
            form = ConditionForm(KNOWN[part["condition"]], path=below, currency=currency, told=part)
            group.parts.append(form)
        else:
            group.parts.append(kept_tree(part, currency=currency, path=below))
    return group


def rule_json(group: DraftGroup) -> tuple[dict[str, Any] | None, int]:
    """The rule of what is complete so far, None while that is nothing; and how many conditions are not complete."""
    parts: list[dict[str, Any]] = []
    incomplete = 0
    for part in group.parts:
        if isinstance(part, DraftGroup):
            values, missing = rule_json(part)
            incomplete += missing
        else:
            values = part.values()
            incomplete += values is None
        if values is not None:
            parts.append(values)
    return ({group.how.value: parts} if parts else None), incomplete


def _add(sent: QueryDict, group: DraftGroup, *, currency: str) -> None:
    kind = sent.get(f"add-{group.path}", "")
    if kind in KNOWN and sent.get("do") == f"add:{group.path}":
        group.parts.append(ConditionForm(KNOWN[kind], path=group.next_path(), currency=currency, is_new=True))
    if sent.get("do") == f"group:{group.path}" and group.may_nest:
        group.parts.append(DraftGroup(group.next_path(), How.ANY))


def _how(sent: QueryDict, path: str) -> How:
    how = sent.get(f"{path}-how", How.ALL)
    return How(how) if how in set(How) else How.ALL
