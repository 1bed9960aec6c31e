"""Tiers: what they ask for, over which time, and what they give."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.conditions import Scope
from quen.programme.fields import Days, Factor, Key, Minor, Name, Part, Texts
from quen.programme.problems import Wrong


class Benefits(Part):
    """What members of a tier have. `multiplier` acts on base points; one of `free_items` (names or codes) costs nothing
    with the first purchase of a day; rewards may open earlier for `early_access`; `exclusive_products` are for this
    tier and those above it; `birthday_gift` is a voucher of the programme given on the day.
    """

    multiplier: Factor | None = None
    free_items: Texts = ()
    early_access: bool = False
    exclusive_products: Scope | None = None
    birthday_gift: Key | None = None


class TierStep(Part):
    """One tier, held by whoever has `at_least` so much: points, minor units of money, or visits."""

    key: Key
    name: Name
    at_least: Minor
    benefits: Benefits = Benefits()


class TierWindow(Part):
    """Over which time is counted: the last `months` up to a day, or calendar periods of `months` from 1 January."""

    kind: Literal["rolling", "calendar"] = "rolling"
    months: Annotated[int, Field(ge=1, le=36)] = 12

    @model_validator(mode="after")
    def _periods_fill_the_year(self) -> Self:
        if self.kind == "calendar" and 12 % self.months:
            raise Wrong(gettext_noop("calendar periods have 1, 2, 3, 4, 6 or 12 months"))
        return self


class Tiers(Part):
    """The ladder, lowest step first, which everybody holds from the start (`at_least: 0`).

    A tier is held to the end of its period (rolling: a window's length after it was reached) and `grace_days` more;
    then it is judged again by what was reached until then. `warn_days` before that a member who would lose it is told.
    Exclusive products sold to others are `told` to the till, or `refused`.
    """

    by: Literal["points", "spending", "visits"] = "spending"
    window: TierWindow = TierWindow()
    upgrade: Literal["at_once", "period_end"] = "at_once"
    downgrade: Literal["one_step", "by_balance"] = "one_step"
    grace_days: Annotated[int, Field(ge=0, le=366)] = 0
    warn_days: Days = 30
    exclusive: Literal["told", "refused"] = "told"
    steps: Annotated[tuple[TierStep, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        limits = [step.at_least for step in self.steps]
        if limits[0] != 0:
            raise Wrong(gettext_noop("the lowest tier asks for nothing: at_least 0"))
        if limits != sorted(set(limits)):
            raise Wrong(gettext_noop("each tier asks for more than the one before"))
        return self
