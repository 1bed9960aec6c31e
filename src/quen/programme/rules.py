"""Earning rules: what is given beyond the base, how much at most, and how rules stand together."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.conditions import Scope, When
from quen.programme.fields import Count, Factor, Key, Name, Part, Points, SomeMinor, SomePoints
from quen.programme.problems import Wrong

Rounding = Literal["down", "nearest", "up"]


class BaseEarning(Part):
    """Points for money: `points` for every full `per_amount_minor`.

    What is left below a full step is carried to the next visit, so that 30 + 20 is 50. Without carrying, each
    receipt is rounded on its own. `never` names goods that earn nothing, under no rule (tobacco, gift cards).
    """

    points: SomePoints = 1
    per_amount_minor: SomeMinor
    carry_remainder: bool = True
    rounding: Rounding = "down"
    never: Scope | None = None

    @model_validator(mode="after")
    def _rounds_only_what_is_not_carried(self) -> Self:
        if self.carry_remainder and self.rounding != "down":
            raise Wrong(gettext_noop("a remainder that is carried is not rounded: leave rounding out"))
        return self


class CountedAmounts(Part):
    """Which amounts earn. Lines that are rewards never do."""

    tax: bool = True
    discounts: bool = False
    vouchers: bool = False


class Give(Part):
    """What a rule gives: exactly one of these.

    `multiply`: the base points of its lines times this, the base included: 2 doubles. `add`: so many points for
    the receipt. `per_unit`: so many for every whole unit of its lines. `stamp`: a stamp on that punch card, for
    every whole unit or for the receipt. `voucher`: a voucher of that kind.
    """

    multiply: Factor | None = None
    add: SomePoints | None = None
    per_unit: SomePoints | None = None
    stamp: Key | None = None
    stamp_for: Literal["unit", "receipt"] = "unit"
    voucher: Key | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [self.multiply, self.add, self.per_unit, self.stamp, self.voucher]
        if sum(gift is not None for gift in given) != 1:
            raise Wrong(gettext_noop("say exactly one of multiply, add, per_unit, stamp, voucher"))
        return self

    @property
    def is_per_receipt(self) -> bool:
        """Given once for a receipt however small, so that it must not pay to split one."""
        return (
            self.add is not None
            or self.voucher is not None
            or bool(self.stamp and self.stamp_for == "receipt")
        )


class Caps(Part):
    """The most points of a rule, or of the whole programme: for one member, and for all together (`budget`)."""

    per_purchase: Points | None = None
    per_day: Points | None = None
    per_month: Points | None = None
    per_life: Points | None = None
    budget: Points | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is limited."""
        return all(limit is None for limit in self.__dict__.values())


class Rule(Part):
    """One earning rule.

    A rule that gives something once for a receipt fires at most `times_per_day` a member and day. Points of a rule
    count for the tier only where it `qualifies`. Rules of one `group` stand together as the group says; rules
    without a group add up. Higher `priority` first; the same priority in the order of the keys.
    """

    key: Key
    name: Name
    when: When = When()
    give: Give
    group: Key | None = None
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    caps: Caps = Caps()
    times_per_day: Count = 1
    times_per_life: Count | None = None
    qualifies: bool = False


class Group(Part):
    """How rules of one group stand together: all `add` up, the `best` one counts, or the first by priority alone
    (`exclusive`).
    """

    key: Key
    stacking: Literal["add", "best", "exclusive"] = "add"
