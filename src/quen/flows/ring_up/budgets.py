"""Budgets: the most points of a rule, or of the programme, for all members together."""

from collections.abc import Iterator, Mapping
from typing import Any

from quen.programme import Outcome, Programme
from quen.programme.streams import WHOLE

PARTS = 16


def budgeted(programme: Programme) -> tuple[str, ...]:
    """The rules with a budget, in one order everywhere; the whole programme as ``*``."""
    rules = [rule.key for rule in programme.rules if rule.caps.budget is not None]
    return tuple(sorted([*rules, WHOLE] if programme.caps.budget is not None else rules))


def of_programme(used: Mapping[str, int], programme: Programme) -> dict[str, int]:
    """What has been given by rule key, out of what all programmes have given."""
    return {key: used.get(f"{programme.key}:{key}", 0) for key in budgeted(programme)}


def given(programme: Programme, outcome: Outcome, member: int) -> list[dict[str, Any]]:
    """What a sale takes out of its budgets."""
    points = {share.key: sum(share.points) for share in outcome.shares} | {WHOLE: outcome.points}
    return [
        {"rule": rule, "part": member % PARTS, "points": count} for rule, count in changes(programme, points)
    ]


def changes(programme: Programme, points: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """By the name it is counted under, how much; nothing where nothing was given."""
    for key in budgeted(programme):
        if points.get(key):
            yield f"{programme.key}:{key}", points[key]
