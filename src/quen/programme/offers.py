"""Gifts and prices beside points: vouchers, punch cards, price steps, complementary offers, refill prices."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.conditions import Scope
from quen.programme.fields import Count, Days, Key, Minor, Name, Part, Percent
from quen.programme.problems import Wrong


class VoucherKind(Part):
    """A kind of voucher rules may issue; `worth_minor` is what one costs the shop when it is used."""

    key: Key
    name: Name
    worth_minor: Minor = 0
    valid_days: Days = 30


class PunchCard(Part):
    """Buy `stamps`, get one: each full card issues `voucher` and begins anew with the stamps left over."""

    key: Key
    name: Name
    stamps: Annotated[int, Field(ge=2, le=1_000)]
    voucher: Key


class PriceStep(Part):
    """From the so-many-th visit with these goods on, so much less."""

    from_purchase: Count
    percent_off: Percent


class PriceSteps(Part):
    """A price that falls with the number of visits on which the goods were bought."""

    key: Key
    name: Name
    goods: Scope
    steps: Annotated[tuple[PriceStep, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _falls(self) -> Self:
        begins = [step.from_purchase for step in self.steps]
        if begins != sorted(set(begins)):
            raise Wrong(gettext_noop("each step begins later than the one before"))
        return self


class ComplementaryOffer(Part):
    """Who buys these goods gets a voucher for what goes with them; used, the next one comes where it `repeats`."""

    key: Key
    name: Name
    bought: Scope
    voucher: Key
    repeats: bool = True


class RefillPrice(Part):
    """A price for what a member buys regularly: on `after_purchases` visits, the last at most `within_days` ago."""

    key: Key
    name: Name
    goods: Scope
    after_purchases: Count = 3
    within_days: Annotated[int, Field(ge=1, le=3_660)] = 60
    percent_off: Percent
