"""What a kind of voucher gives, and where, when and for whom it counts: written as data, the same for every surface."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.conditions import Hours, Scope
from quen.programme.fields import Count, Keys, Minor, Part, Percent, SomeMinor, Texts, Weekday
from quen.programme.problems import Wrong


class FixedOff(Part):
    """So much money off, at most what the goods cost."""

    kind: Literal["fixed"] = "fixed"
    amount_minor: SomeMinor


class PercentOff(Part):
    """So many percent off, up to `cap_minor` where there is one."""

    kind: Literal["percent"] = "percent"
    percent: Percent
    cap_minor: SomeMinor | None = None


class FreeItem(Part):
    """The cheapest so many units of these goods cost nothing."""

    kind: Literal["free_item"] = "free_item"
    free: Scope
    quantity: Count = 1


class BundlePart(Part):
    """So many units of certain goods."""

    goods: Scope
    quantity: Count = 1


class Bundle(Part):
    """One set of all parts for one price; of what fits, the cheapest goes into the set."""

    kind: Literal["bundle"] = "bundle"
    parts: Annotated[tuple[BundlePart, ...], Field(min_length=1, max_length=20)]
    price_minor: Minor


class HandedOver(Part):
    """Nothing off the receipt: staff hand over what the kind's name says."""

    kind: Literal["gift"] = "gift"


OnReturn = Literal["shared", "judged_again", "stays_used"]
"""What a return by line does to a voucher: docs/explanation/vouchers.md."""

Gives = Annotated[FixedOff | PercentOff | FreeItem | Bundle | HandedOver, Field(discriminator="kind")]


class Terms(Part):
    """All of a kind's terms. What is not written sets no limit.

    `goods` are the lines that count: the discount is taken from them alone and `minimum_minor` is measured on them.
    `is_transferable`: a voucher issued to one customer may be used by another. `stacks`: together with other vouchers.
    `on_return`: goods take their share of the discount with them; ``judged_again``: the voucher is taken off the goods
    that stay where they alone no longer meet its terms; ``stays_used``: it never comes back.
    """

    gives: Gives
    minimum_minor: Minor = 0
    goods: Scope | None = None
    stores: Texts = ()
    channels: Texts = ()
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[Weekday, ...] = ()
    hours: Annotated[tuple[Hours, ...], Field(max_length=24)] = ()
    tiers: Keys = ()
    tags: Texts = ()
    members_only: bool = False
    is_transferable: bool = False
    stacks: bool = False
    on_return: OnReturn = "shared"
    valid_days: Annotated[int, Field(ge=1, le=3_660)] | None = None
    most_uses: Count | None = None
    most_a_member: Count | None = None
    most_a_day: Count | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise Wrong(gettext_noop("the last day is before the first"))
        return self

    @property
    def needs_a_customer(self) -> bool:
        """Whether an anonymous sale can never use it."""
        return bool(self.tiers or self.tags or self.members_only or self.most_a_member)
