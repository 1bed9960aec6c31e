"""A journey as data: what begins it, who may enter how often, its steps, and in which order they follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from quen.journeys.steps import Condition, Rule, Split, Step
from quen.journeys.triggers import Trigger, Watched
from quen.kernel.sentences import gettext_noop
from quen.programme.fields import Key, Name, Part
from quen.programme.problems import Wrong

MOST_STEPS = 80
DEEPEST = 4
END = ""
"""Where the steps are over."""


class Target(Watched):
    """What the journey is for; who reached it leaves, unless `leaves` is false."""

    leaves: bool = True


@dataclass(frozen=True)
class Place:
    """A step, its path (``2``, ``2.yes.1``, ``3.way2.1``), and the path of what follows it."""

    path: str
    step: Step
    after: str
    depth: int


class Plan(Part):
    """All of a journey. `purpose` marketing: held out customers get nothing; transactional ones hold nobody out.

    `reentry_days`: 0 lets her in again at once, None never. `stale_days`: what began longer ago begins nothing.
    `most_an_hour`: who comes above that begins later. `proof_days`: how long after entering purchases count.
    """

    key: Key
    name: Name
    description: Annotated[str, StringConstraints(max_length=1_000)] = ""
    purpose: Literal["marketing", "transactional"] = "marketing"
    occasion: Literal["", "birthday"] = ""
    triggers: Annotated[tuple[Trigger, ...], Field(min_length=1, max_length=5)]
    who: Rule | None = None
    reentry_days: Annotated[int, Field(ge=0, le=3_660)] | None = None
    stale_days: Annotated[int, Field(ge=1, le=60)] = 2
    most_an_hour: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    holdout_percent: Annotated[int, Field(ge=0, le=50)] = 0
    proof_days: Annotated[int, Field(ge=1, le=365)] = 30
    goal: Target | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.purpose == "transactional" and self.holdout_percent:
            raise Wrong(
                gettext_noop("what concerns a customer's own business is kept from nobody: holdout_percent 0")
            )
        places = list(_places(self.steps, prefix="", after=END, depth=1))
        if len(places) > MOST_STEPS:
            raise Wrong(gettext_noop("a journey has at most %(most)s steps"), most=MOST_STEPS)
        if any(place.depth > DEEPEST for place in places):
            raise Wrong(gettext_noop("ways may lie at most %(most)s deep in each other"), most=DEEPEST)
        return self

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every step by its path, as one reads them."""
        return {place.path: place for place in _places(self.steps, prefix="", after=END, depth=1)}

    @property
    def first(self) -> str:
        """The path of the first step."""
        return "1"


def ways_of(place: Place) -> list[tuple[str, Sequence[Step]]]:
    """The ways that part at a step: what each way's paths begin with, and its steps."""
    if isinstance(place.step, Condition):
        return [(f"{place.path}.yes.", place.step.yes), (f"{place.path}.no.", place.step.no)]
    if isinstance(place.step, Split):
        return [(f"{place.path}.way{n}.", way.steps) for n, way in enumerate(place.step.ways, start=1)]
    return []


def begin_of(place: Place, way: int) -> str:
    """The path one comes to on this way: its first step, or what follows where it has none."""
    prefix, steps = ways_of(place)[way]
    return f"{prefix}1" if steps else place.after


def _places(steps: Sequence[Step], *, prefix: str, after: str, depth: int) -> Iterator[Place]:
    for number, step in enumerate(steps, start=1):
        follows = f"{prefix}{number + 1}" if number < len(steps) else after
        place = Place(f"{prefix}{number}", step, follows, depth)
        yield place
        for inner, inside in ways_of(place):
            yield from _places(inside, prefix=inner, after=follows, depth=depth + 1)
