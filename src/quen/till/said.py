"""What the till's script says, and the sale it tells."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from quen.flows.ring_up import Sale, SaleLine
from quen.kernel.believable import is_believable

Key = Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
Number = Annotated[int, Field(strict=True, ge=1, lt=2**63)]
Minor = Annotated[int, Field(strict=True, ge=0, le=10**15)]
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]

Code = Annotated[Text, Field(min_length=1)]


def _believable(moment: datetime) -> datetime:
    if not is_believable(moment):
        raise ValueError("time out of range")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_believable)]
Device = Annotated[str, Field(pattern=r"^([0-9a-f-]{36})?$")]
"""The till's own number of itself, under which it holds vouchers."""


class Said(BaseModel):
    """Nothing is let through that has no name here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SaidLine(Said):
    """One line: the whole of it after its discount, before what the price it is sold at takes off."""

    product: Text = ""
    name: Text = ""
    quantity_milli: Annotated[int, Field(strict=True, ge=1, le=10**9)] = 1000
    amount_minor: Minor
    price: Text = ""
    price_off_minor: Minor = 0


class SaidSale(Said):
    """A sale as it is at the till: to be quoted, or to be rung up."""

    store: Number
    at: AwareDatetime
    customer: Number | None = None
    lines: Annotated[list[SaidLine], Field(min_length=1, max_length=500)]
    redeem_points: Annotated[int, Field(strict=True, ge=0, le=10**9)] = 0
    vouchers: Annotated[list[Code], Field(max_length=10)] = []
    payment_methods: Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=20)] = []
    device: Device = ""


class FinishedSale(SaidSale):
    """A sale with the goods handed over. `was_quoted`: its points were agreed on while the line was up."""

    key: Key
    receipt: Annotated[str, Field(pattern=r"^[0-9A-Z-]{5,40}$")]
    staff_name: Annotated[str, Field(max_length=120)] = ""
    was_offline: bool = False
    was_quoted: bool = False


class SaidLeases(Said):
    """`codes` to be held for `customer`, those the till `holds`, those it gives back; `till` as staff call it."""

    store: Number
    device: Key
    till: Annotated[str, Field(pattern=r"^[0-9A-Z]{3}$")]
    customer: Number | None = None
    codes: Annotated[list[Code], Field(max_length=20)] = []
    holds: Annotated[list[Code], Field(max_length=500)] = []
    gives_back: Annotated[list[Code], Field(max_length=500)] = []


class SaidClaim(Said):
    """A reward is handed over."""

    key: Key
    store: Number
    code: Code


class SaidEnrolment(Said):
    """A new member at the till; `at` is when the customer said yes, which may be before it is told."""

    key: Key
    store: Number
    at: Moment
    phone: Annotated[Text, Field(min_length=1)]
    name: Text = ""
    consent: bool


class SaidReturnLine(Said):
    """So much of one line of the receipt; without a quantity all that is left of it."""

    line: Annotated[int, Field(strict=True, ge=1, le=500)]
    quantity_milli: Annotated[int, Field(strict=True, ge=1, le=10**9)] | None = None


class SaidReturn(Said):
    """Goods brought back; without lines everything that is left."""

    key: Key
    store: Number
    receipt: Annotated[Text, Field(min_length=1)]
    bought_on: date | None = None
    lines: Annotated[list[SaidReturnLine], Field(min_length=1, max_length=500)] | None = None


def sale_of(said: SaidSale) -> Sale:
    """The sale as the flow takes it."""
    return Sale(
        store=said.store,
        at=said.at,
        customer=said.customer,
        lines=tuple(
            SaleLine(
                product=line.product,
                name=line.name,
                quantity_milli=line.quantity_milli,
                amount_minor=line.amount_minor,
                price=line.price,
                price_off_minor=line.price_off_minor,
            )
            for line in said.lines
        ),
        channel="till",
        payment_methods=tuple(said.payment_methods),
        vouchers=tuple(said.vouchers),
        redeem_points=said.redeem_points,
        receipt=said.receipt if isinstance(said, FinishedSale) else None,
        staff_name=said.staff_name if isinstance(said, FinishedSale) else "",
        was_offline=isinstance(said, FinishedSale) and said.was_offline,
    )
