"""Balances, lots, history and redemptions as other systems see them."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from quen.api.paging import Next
from quen.api.shapes import Asked, Id, Points, Text, says

LONGEST_HOLD = 24 * 60


class Expiring(Schema):
    """Points that are gone on that day."""

    on: date
    points: int


class Balance(Schema):
    """What a customer has."""

    model_config = says(
        {
            "customer": 42,
            "available": 120,
            "pending": 5,
            "reserved": 0,
            "owed": 0,
            "expiring": [{"on": "2027-11-30", "points": 125}],
        }
    )

    customer: int
    available: int = Field(description="can be spent now")
    pending: int = Field(description="can be spent later")
    reserved: int = Field(description="held for redemptions under way")
    owed: int = Field(description="spent before their purchase came back")
    expiring: list[Expiring] = Field(description="the soonest first")


class Lot(Schema):
    """Points given at once. A debt is a lot below zero."""

    model_config = says(
        {
            "id": 9,
            "points": 125,
            "remaining": 125,
            "reserved": 0,
            "earned_at": "2026-11-22T02:00:00Z",
            "pending_until": "2026-11-22T02:00:00Z",
            "expires_at": "2027-11-30T17:00:00Z",
            "purchase": 5012,
            "programme_version": 1,
        }
    )

    id: int
    points: int
    remaining: int
    reserved: int
    earned_at: datetime
    pending_until: datetime
    expires_at: datetime | None
    purchase: int | None
    programme_version: int | None


class Lots(Schema):
    """The lots that hold or owe something, in the order they are spent."""

    data: list[Lot]


class Movement(Schema):
    """One movement of points as the customer's account saw it."""

    model_config = says(
        {
            "id": 31,
            "kind": "earn",
            "happened_at": "2026-11-22T02:00:00Z",
            "points": 5,
            "held": 0,
            "balance": 125,
            "purchase": 5012,
            "reason": "",
            "by": "token:3",
        }
    )

    id: int
    kind: str
    happened_at: datetime
    points: int = Field(description="what came (above zero) or went")
    held: int = Field(description="what was set aside (above zero) or set free")
    balance: int = Field(description="afterwards, pending points too, held ones not")
    purchase: int | None
    reason: str
    by: str


class Movements(Schema):
    """One page of movements, newest first."""

    data: list[Movement]
    next: Next


class NewRedemption(Asked):
    """Points to hold while a redemption is under way."""

    model_config = says({"customer": 42, "points": 50, "minutes": 15, "purpose": "Ly giữ nhiệt"})

    customer: Id
    points: Points
    minutes: int = Field(
        15, strict=True, ge=1, le=LONGEST_HOLD, description="then they are free again by themselves"
    )
    purpose: Annotated[Text, Field(max_length=200)] = ""


class Confirmation(Asked):
    """That the redemption happened."""

    model_config = says({"purchase": 5012})

    purchase: Id | None = Field(None, description="the purchase it was part of, if any")


class Redemption(Schema):
    """Points held, spent or freed."""

    model_config = says(
        {
            "id": 7,
            "customer": 42,
            "points": 50,
            "state": "held",
            "purpose": "Ly giữ nhiệt",
            "expires_at": "2026-11-22T02:15:00Z",
            "ended_at": None,
        }
    )

    id: int
    customer: int | None
    points: int
    state: str = Field(description="held, confirmed, released or timed_out")
    purpose: str
    expires_at: datetime
    ended_at: datetime | None
