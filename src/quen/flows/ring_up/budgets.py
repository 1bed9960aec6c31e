"""Budgets: the most points of a rule, or of the programme, for all members together.

What was given is counted in sixteen parts a rule, so that tills do not queue for one row, and every part has its share
of the budget. A sale whose part has room takes of its part alone, under that row's lock; so all parts together never
pass the budget. Where the part is too small for it, the sale holds the whole budget (held_budgets.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quen.programme import Outcome, Programme
from quen.programme.streams import WHOLE

PARTS = 16


def budgeted(programme: Programme) -> tuple[str, ...]:
    """The rules with a budget, in one order everywhere; the whole programme as ``*``."""
    return tuple(sorted(_budgets(programme)))


def of_programme(used: Mapping[str, int], programme: Programme) -> dict[str, int]:
    """What has been given by rule key, out of what all programmes have given."""
    return {key: used.get(named(programme, key), 0) for key in budgeted(programme)}


def summed(parts: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """What has been given by rule, out of its parts."""
    return {rule: sum(points) for rule, points in parts.items()}


def named(programme: Programme, key: str) -> str:
    """The name a rule's budget is counted under, whatever the version."""
    return f"{programme.key}:{key}"


def part_of(member: int) -> int:
    """The part a member's sales are counted in."""
    return member % PARTS


def share(points: int, part: int) -> int:
    """The part's share of so many points; the shares of all parts add up to them."""
    return points // PARTS + (part < points % PARTS)


def given(programme: Programme, outcome: Outcome, member: int, *, is_held: bool) -> list[dict[str, Any]]:
    """What a sale takes out of its budgets, and to how many points its part may rise; no limit where they are held."""
    budgets, part = _budgets(programme), part_of(member)
    return [
        {
            "rule": named(programme, key), "part": part, "points": points,
            "most": None if is_held else share(budgets[key], part),
        }
        for key, points in _taken(programme, _points(outcome))
    ]  # fmt: skip


def fits_its_parts(
    programme: Programme, outcome: Outcome, member: int, known: Mapping[str, Sequence[int]]
) -> bool:
    """Whether the sale's own part has room in every budget it takes of, and no part has more than its share.

    Parts have more where a budget was lowered, or while they are not all there: then the sum of shares says nothing.
    """
    budgets, own = _budgets(programme), part_of(member)
    for key, points in _taken(programme, _points(outcome)):
        parts = known.get(named(programme, key), ())
        if len(parts) < PARTS or parts[own] + points > share(budgets[key], own):
            return False
        if any(used > share(budgets[key], part) for part, used in enumerate(parts)):
            return False
    return True


def changes(programme: Programme, points: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """By the name it is counted under, how much; nothing where nothing was given."""
    for key, count in _taken(programme, points):
        yield named(programme, key), count


def _taken(programme: Programme, points: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for key in budgeted(programme):
        if points.get(key):
            yield key, points[key]


def _points(outcome: Outcome) -> dict[str, int]:
    return {share.key: sum(share.points) for share in outcome.shares} | {WHOLE: outcome.points}


def _budgets(programme: Programme) -> dict[str, int]:
    limits = {rule.key: rule.caps.budget for rule in programme.rules} | {WHOLE: programme.caps.budget}
    return {key: budget for key, budget in limits.items() if budget is not None}
