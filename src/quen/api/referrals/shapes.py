"""Codes of members and friends brought, as other systems see them."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from quen.api.paging import Next
from quen.api.shapes import says


class ReferralCode(Schema):
    """What a member passes on. Enrol a friend with it as `referred_by`, or let her follow the link."""

    model_config = says(
        {
            "customer": 42,
            "code": "K7MW2XQD",
            "link": "https://shop.example/m/join/?friend=K7MW2XQD",
            "is_running": True,
            "points": 50,
            "voucher": "",
            "friend_points": 30,
            "friend_voucher": "",
        }
    )

    customer: int
    code: str | None = Field(description="null until she is a member")
    link: str | None = Field(description="the page on which a friend enrols with her code")
    is_running: bool = Field(description="whether members may bring friends at present: else no code counts")
    points: int = Field(description="what the member gets for a friend")
    voucher: str = Field(description="the kind of voucher she gets; empty: none")
    friend_points: int
    friend_voucher: str


class Referral(Schema):
    """A friend who became a member with somebody's code.

    `state`: `waiting` for the first purchase, `bought` and in the return period, under `review` by staff, `rewarded`,
    or `refused`.
    """

    model_config = says(
        {
            "id": 5,
            "customer": 42,
            "friend": 57,
            "state": "bought",
            "reasons": [],
            "made_at": "2026-11-22T02:00:00Z",
            "purchase": 5012,
            "due_at": "2026-12-06T17:00:00Z",
            "ended_at": None,
            "is_rewarded": None,
            "points": 50,
            "voucher": "",
            "friend_points": 30,
            "friend_voucher": "",
        }
    )

    id: int
    customer: int = Field(description="the member who brought her")
    friend: int
    state: str = Field(description="waiting, bought, review, rewarded or refused")
    reasons: list[str] = Field(description="why it is looked at by staff, or was refused")
    made_at: datetime
    purchase: int | None = Field(description="the friend's first real purchase")
    due_at: datetime | None = Field(description="when its return period is over, and both are rewarded")
    ended_at: datetime | None = Field(description="when it was rewarded or refused")
    is_rewarded: bool | None = Field(
        description="whether the member got her part, too: not above her most of a month; null until decided"
    )
    points: int = Field(description="what the member is promised for this friend")
    voucher: str
    friend_points: int
    friend_voucher: str


class Referrals(Schema):
    """One page of a member's friends, newest first."""

    data: list[Referral]
    next: Next
