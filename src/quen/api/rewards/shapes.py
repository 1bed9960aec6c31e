"""Rewards and claims as other systems see them."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from quen.api.shapes import Asked, Id, says


class Reward(Schema):
    """A thing points buy, alone or with money."""

    model_config = says(
        {
            "id": 3,
            "kind": "gift",
            "name": "Ly giữ nhiệt",
            "description": "",
            "points": 200,
            "price_minor": 0,
            "stock": 12,
            "first_day": None,
            "last_day": "2026-12-31",
            "early_days": 0,
            "tiers": [],
            "can_be_claimed": False,
            "reasons": ["80 more points are needed."],
        }
    )

    id: int
    kind: str
    name: str
    description: str
    points: int
    price_minor: int
    stock: int | None = Field(description="how many are left; null: as many as are wanted")
    first_day: date | None
    last_day: date | None
    early_days: int
    tiers: list[str] = Field(description="for members of these tiers; empty: for every member")
    can_be_claimed: bool = Field(description="by the customer asked for; without one: by nobody yet")
    reasons: list[str] = Field(description="why not, and how far it is")


class Rewards(Schema):
    """The catalogue, what can be claimed first."""

    data: list[Reward]


class NewClaim(Asked):
    """A reward for a member."""

    model_config = says({"reward": 3, "customer": 42, "store": 1})

    reward: Id
    customer: Id
    store: Id | None = None


class HandOver(Asked):
    """Where it is handed over."""

    model_config = says({"store": 1})

    store: Id | None = None


class Claim(Schema):
    """A member's claim. `code` is what she shows at the counter."""

    model_config = says(
        {
            "id": 9,
            "reward": 3,
            "name": "Ly giữ nhiệt",
            "customer": 42,
            "store": 1,
            "points": 200,
            "price_minor": 0,
            "code": "K7MW2XQDP4RT",
            "state": "waiting",
            "claimed_at": "2026-11-22T02:00:00Z",
            "expires_at": "2026-11-25T02:00:00Z",
            "ended_at": None,
            "voucher": "",
        }
    )

    id: int
    reward: int
    name: str
    customer: int
    store: int | None
    points: int
    price_minor: int
    code: str
    state: str = Field(description="waiting, handed_over, cancelled or timed_out")
    claimed_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    voucher: str = Field(description="the code of the voucher it brought")
