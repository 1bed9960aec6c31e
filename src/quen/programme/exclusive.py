"""Goods that only members of some tiers may buy."""

from typing import NamedTuple

from quen.programme.engine import Engine
from quen.programme.visit import Visit


class Reserved(NamedTuple):
    """A line that is not for this customer: its number (from 0), and the lowest tier it is for."""

    line: int
    tier: str


def reserved(engine: Engine, visit: Visit, *, is_member: bool) -> tuple[Reserved, ...]:
    """The lines of goods kept for higher tiers than the customer's. A tier may buy what those below it may."""
    ladder, found = engine.ladder, []
    held = ladder.place(visit.tier) if is_member and ladder and visit.tier else -1
    for line in visit.lines_of(None):
        steps = [
            (place, step.name)
            for place, step, matches in engine.gifts.exclusive
            if matches is None or matches(visit.lines[line])
        ]
        if steps and held < steps[0][0]:
            found.append(Reserved(line, steps[0][1]))
    return tuple(found)
