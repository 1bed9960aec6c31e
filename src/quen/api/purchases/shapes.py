"""A sale as a till tells it, and what it comes to."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from quen.api.limits import BATCH, KEY_LENGTH
from quen.api.shapes import Asked, Flag, Id, Moment, Money, Text, says

MOST_LINES = 500

_LINE = {
    "product": "CF01",
    "name": "Cà phê sữa đá",
    "category": "Đồ uống",
    "quantity_milli": 2000,
    "amount_minor": 58000,
}
_SALE = {
    "store": 1,
    "receipt": "HD-000123",
    "customer": 42,
    "bought_at": "2026-11-22T09:00:00+07:00",
    "lines": [_LINE],
    "payment_methods": ["cash"],
}
RECEIPT = {
    "purchase": 5012,
    "store": 1,
    "receipt": "HD-000123",
    "customer": 42,
    "is_member": True,
    "bought_at": "2026-11-22T02:00:00Z",
    "amount_minor": 58000,
    "due_minor": 58000,
    "points_earned": 5,
    "points_redeemed": 0,
    "redeemed_minor": 0,
    "vouchers_minor": 0,
    "prices_minor": 0,
    "pending_until": None,
    "expires_at": "2027-11-30T16:59:59Z",
    "programme_version": 1,
    "standing": {"available": 25, "pending": 0, "owed": 0},
    "tier": {
        "key": "",
        "name": "",
        "before": "",
        "balance": 25,
        "until": "2027-11-22",
        "next_key": "silver",
        "missing": 475,
        "reasons": ["475 more to Bạc."],
    },
    "rules": [
        {
            "key": "base",
            "name": "Points for every purchase",
            "is_fired": True,
            "points": 5,
            "missing_minor": None,
            "reasons": ["5 points for 58,000 ₫.", "2,000 ₫ more to the next points."],
        }
    ],
    "prices": [],
    "vouchers_issued": [],
    "vouchers_used": [],
    "sentences": [],
}

Name = Annotated[Text, Field(max_length=200)]


class Line(Asked):
    """One line of a receipt."""

    product: Name = Field("", description="the till's code; without one the name stands for it")
    name: Name = ""
    category: Name = ""
    quantity_milli: int = Field(
        1000, strict=True, ge=0, le=10**12, description="thousandths: 1500 is one and a half"
    )
    amount_minor: Money = Field(
        description="after its discount, tax included, in minor units: 58000 is 58.000 ₫"
    )
    discount_minor: Money = 0
    tax_minor: Money = 0
    is_reward: Flag = Field(False, description="given for points: never earns")
    serial: Annotated[Text, Field(max_length=120)] = ""
    price: Name = Field(
        "",
        description="the key of a price of the quote the line is sold at, with what it takes off as quoted",
    )
    price_off_minor: Money = Field(
        0, description="taken off `amount_minor` by us: tell the amount as it was quoted, without the price"
    )

    model_config = says(_LINE)


class NewPurchase(Asked):
    """A sale. Amounts are whole minor units of the shop's currency."""

    store: Id
    receipt: Annotated[Text, Field(min_length=1, max_length=100)] | None = Field(
        None, description="the till's number, once per store; without one the idempotency key stands for it"
    )
    customer: Id | None = Field(None, description="null: a sale to nobody we know")
    bought_at: Moment
    lines: Annotated[list[Line], Field(min_length=1, max_length=MOST_LINES)]
    channel: Annotated[Text, Field(max_length=60)] = ""
    payment_methods: Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=20)] = []
    vouchers: Annotated[list[Annotated[Text, Field(min_length=1, max_length=60)]], Field(max_length=20)] = (
        Field([], description="codes to use")
    )
    redeem_points: int = Field(0, strict=True, ge=0, le=10**12, description="points to pay with")
    staff_name: Annotated[Text, Field(max_length=120)] = ""
    was_offline: Flag = Field(
        False,
        description="the goods are out of the door: points that are gone become owed instead of refusing",
    )

    model_config = says(_SALE)


class KeyedPurchase(NewPurchase):
    """A sale of a batch, with the idempotency key it would have alone."""

    key: Annotated[str, Field(min_length=1, max_length=KEY_LENGTH, pattern=r"^[!-~]+$")]

    model_config = says({"key": "till-3-000123", **_SALE})


class Batch(Asked):
    """Up to a thousand sales."""

    purchases: Annotated[list[KeyedPurchase], Field(min_length=1, max_length=BATCH)]


class Standing(Schema):
    """The member's points after the sale."""

    available: int
    pending: int
    owed: int


class TierProgress(Schema):
    """Where the member stands on the ladder, and how far the next step is."""

    key: str
    name: str
    before: str
    balance: int
    until: date
    next_key: str | None
    missing: int
    reasons: list[str]


class Rule(Schema):
    """One rule of the programme: what it gave, or every reason why it gave nothing."""

    key: str
    name: str
    is_fired: bool
    points: int
    missing_minor: int | None = Field(
        description="how much more money was needed, where that alone was missing"
    )
    reasons: list[str]


class Price(Schema):
    """A better price for some lines, or how far it is."""

    key: str
    name: str
    applies: bool
    percent_off: int
    lines: list[int] = Field(description="numbers of the lines it is for, from 0")
    off_minor: list[int] = Field(
        description="what it takes off each of them; 0 where another price is better"
    )
    reason: str


class Voucher(Schema):
    """A voucher the sale brought, or used."""

    kind: str
    name: str
    code: str
    valid_until: date | None
    discount_minor: int = Field(description="what it took off this sale; 0 for one the sale brought")


class Receipt(Schema):
    """What a sale came to. Reasons and sentences are in the language of the request. In a quote `purchase` is 0."""

    model_config = says(RECEIPT)

    purchase: int
    store: int
    receipt: str
    customer: int | None
    is_member: bool
    bought_at: datetime
    amount_minor: int
    due_minor: int = Field(description="left to pay in money")
    points_earned: int
    points_redeemed: int
    redeemed_minor: int
    vouchers_minor: int
    prices_minor: int = Field(description="what prices of the programme took off; `amount_minor` is after it")
    pending_until: datetime | None
    expires_at: datetime | None
    programme_version: int | None
    standing: Standing
    tier: TierProgress | None
    rules: list[Rule]
    prices: list[Price]
    vouchers_issued: list[Voucher]
    vouchers_used: list[Voucher]
    sentences: list[str]


class KeptLine(Schema):
    """One line as it is kept."""

    product: str
    name: str
    quantity_milli: int
    amount_minor: int
    discount_minor: int
    serial: str


class KeptPurchase(Schema):
    """A purchase as it is kept."""

    model_config = says(
        {
            "id": 5012,
            "store": 1,
            "receipt": "HD-000123",
            "customer": 42,
            "bought_at": "2026-11-22T02:00:00Z",
            "amount_minor": 58000,
            "discount_minor": 0,
            "returned_minor": 0,
            "points_earned": 5,
            "channel": "",
            "staff_name": "",
            "lines": [
                {
                    "product": "CF01",
                    "name": "Cà phê sữa đá",
                    "quantity_milli": 2000,
                    "amount_minor": 58000,
                    "discount_minor": 0,
                    "serial": "",
                }
            ],
        }
    )

    id: int
    store: int
    receipt: str
    customer: int | None
    bought_at: datetime
    amount_minor: int
    discount_minor: int
    returned_minor: int = Field(description="what was given back for it since")
    points_earned: int
    channel: str
    staff_name: str
    lines: list[KeptLine]


class BatchResult(Schema):
    """What became of one sale of a batch: a receipt, or the problem that kept it out."""

    model_config = says({"key": "till-3-000123", "status": 201, "receipt": RECEIPT, "problem": None})

    key: str
    status: int
    receipt: Receipt | None
    problem: dict[str, object] | None


class BatchResults(Schema):
    """One result for every sale, in the order they were sent."""

    results: list[BatchResult]
