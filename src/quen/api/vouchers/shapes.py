"""Vouchers as a till without ring-up of its own uses them."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from quen.api.purchases.shapes import MOST_LINES, Line
from quen.api.shapes import Asked, Id, Text, says

MOST_CODES = 20

Code = Annotated[Text, Field(min_length=1, max_length=60)]

_SALE = {
    "codes": ["SINHNHAT"],
    "customer": 42,
    "store": 1,
    "lines": [{"product": "CF01", "name": "Cà phê sữa đá", "quantity_milli": 2000, "amount_minor": 58000}],
}


class Voucher(Schema):
    """A voucher of a customer that can still be used."""

    model_config = says(
        {
            "code": "K7MW2XQDP4RT",
            "kind": "sinh-nhat",
            "name": "Quà sinh nhật",
            "issued_at": "2026-11-22T02:00:00Z",
            "valid_until": "2026-12-31",
        }
    )

    code: str
    kind: str
    name: str
    issued_at: datetime
    valid_until: date | None


class Vouchers(Schema):
    """The soonest to end first, 500 at most."""

    data: list[Voucher]


class VoucherSale(Asked):
    """The sale the vouchers are for; each is judged on what the ones before it have left."""

    model_config = says(_SALE)

    codes: Annotated[list[Code], Field(min_length=1, max_length=MOST_CODES)]
    customer: Id | None = None
    store: Id
    lines: Annotated[list[Line], Field(min_length=1, max_length=MOST_LINES)]
    channel: Annotated[Text, Field(max_length=60)] = ""


class VoucherUse(VoucherSale):
    """The sale that is finished with them."""

    model_config = says({**_SALE, "purchase": None})

    purchase: Id | None = Field(None, description="the recorded purchase, where there is one already")


class Verdict(Schema):
    """Whether a voucher counts on the sale, what it takes off, and if not, every reason why."""

    model_config = says(
        {
            "code": "SINHNHAT",
            "is_valid": True,
            "name": "Quà sinh nhật",
            "discount_minor": 10000,
            "line_discounts": [10000],
            "valid_until": "2026-12-31",
            "reasons": [],
        }
    )

    code: str
    is_valid: bool
    name: str = Field(description="empty where nobody knows the code")
    discount_minor: int
    line_discounts: list[int]
    valid_until: date | None
    reasons: list[str]


class Verdicts(Schema):
    """One verdict for every code, in their order."""

    data: list[Verdict]
    discount_minor: int = Field(examples=[10000], description="all together")


class Use(Schema):
    """A voucher that was used."""

    model_config = says(
        {
            "id": 12,
            "code": "SINHNHAT",
            "name": "Quà sinh nhật",
            "customer": 42,
            "store": 1,
            "purchase": None,
            "used_at": "2026-11-22T02:00:00Z",
            "discount_minor": 10000,
            "line_discounts": [10000],
            "given_back_at": None,
        }
    )

    id: int
    code: str
    name: str
    customer: int | None
    store: int
    purchase: int | None
    used_at: datetime
    discount_minor: int
    line_discounts: list[int]
    given_back_at: datetime | None


class Uses(Schema):
    """One use for every code, in their order."""

    data: list[Use]
    discount_minor: int = Field(examples=[10000], description="all together")
