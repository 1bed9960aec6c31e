"""Goods brought back, and what that comes to."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from quen.api.purchases.shapes import MOST_LINES, Standing
from quen.api.shapes import Asked, Day, Id, Moment, Text, says


class ReturnedLine(Asked):
    """One line of the receipt, or a part of it."""

    model_config = says({"line": 1, "quantity_milli": 1000})

    line: int = Field(strict=True, ge=1, le=MOST_LINES, description="its number on the receipt, from 1")
    quantity_milli: Annotated[int, Field(strict=True, ge=1, le=10**12)] | None = Field(
        None, description="thousandths; null: all that is left of it"
    )


class NewReturn(Asked):
    """Goods of one receipt."""

    model_config = says(
        {
            "store": 1,
            "receipt": "HD-000123",
            "lines": [{"line": 1, "quantity_milli": 1000}],
            "returned_at": "2026-11-23T10:00:00+07:00",
            "return_receipt": "TH-000007",
        }
    )

    store: Id
    receipt: Annotated[Text, Field(min_length=1, max_length=100)]
    bought_on: Day | None = Field(
        None,
        description="the day of the sale by the shop's clock; needed where the store's receipt numbers start again",
    )
    lines: Annotated[list[ReturnedLine], Field(min_length=1, max_length=MOST_LINES)] | None = Field(
        None, description="null: the whole receipt"
    )
    returned_at: Moment
    return_receipt: Annotated[Text, Field(min_length=1, max_length=100)] | None = None


class Refund(Schema):
    """What the return came to. Sentences are in the language of the request."""

    model_config = says(
        {
            "id": 81,
            "store": 1,
            "receipt": "TH-000007",
            "purchase": 5012,
            "customer": 42,
            "returned_at": "2026-11-23T03:00:00Z",
            "amount_minor": 29000,
            "refund_minor": 29000,
            "points_asked": 2,
            "points_taken": 2,
            "points_owed": 0,
            "points_restored": 0,
            "standing": {"available": 23, "pending": 0, "owed": 0},
            "tier": "",
            "tier_before": "",
            "vouchers_revoked": [],
            "vouchers_given_back": [],
            "sentences": [],
        }
    )

    id: int
    store: int
    receipt: str
    purchase: int
    customer: int | None
    returned_at: datetime
    amount_minor: int = Field(description="what the goods had cost")
    refund_minor: int = Field(description="to be handed back in money; the rest was paid with points")
    points_asked: int = Field(description="what the goods had given")
    points_taken: int
    points_owed: int
    points_restored: int = Field(description="in their own lots again, with their own dates")
    standing: Standing
    tier: str
    tier_before: str
    vouchers_revoked: list[str] = Field(description="codes the goods had brought, which no longer count")
    vouchers_given_back: list[str] = Field(description="codes it was paid with, which can be used again")
    sentences: list[str]
