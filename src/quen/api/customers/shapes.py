"""A customer as other systems see her."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from quen.api.paging import Next
from quen.api.shapes import Asked, Day, Text, says
from quen.people.models import CustomerKind, CustomerPart, Gender, IncomeBand

_LAN = {
    "id": 42,
    "kind": "person",
    "part": "buyer",
    "name": "Nguyễn Thị Lan",
    "phones": ["+84912345678"],
    "cards": ["2900000000421"],
    "codes": ["KH01"],
    "emails": [],
    "gender": "female",
    "birth_date": "1990-05-17",
    "language": "vi",
    "income_band": "",
    "area": "Quận 1",
    "address": "",
    "interests": ["cà phê"],
    "tags": [],
    "source": "",
    "created_at": "2026-11-22T02:00:00Z",
    "membership": {"enrolled_at": "2026-11-22T02:00:00Z", "tier": "silver"},
    "segments": ["khach-vip"],
}

Short = Annotated[Text, Field(max_length=60)]
Written = Annotated[Text, Field(min_length=1, max_length=200)]


class Facts(Asked):
    """What may be known of a customer. What is left out stays as it is."""

    kind: CustomerKind | None = None
    part: CustomerPart | None = None
    name: Annotated[Text, Field(max_length=200)] | None = None
    gender: Gender | Literal[""] | None = None
    birth_date: Day | None = None
    language: Literal["vi", "en", ""] | None = None
    income_band: IncomeBand | Literal[""] | None = None
    area: Annotated[Text, Field(max_length=120)] | None = None
    address: Annotated[Text, Field(max_length=300)] | None = None
    interests: Annotated[list[Short], Field(max_length=50)] | None = None
    source: Short | None = None

    model_config = says({"name": "Nguyễn Thị Lan", "birth_date": "1990-05-17"})


class NewCustomer(Facts):
    """A customer to add, and how she is recognised."""

    phone: Written | None = None
    card: Written | None = None
    code: Written | None = None
    email: Written | None = None

    model_config = says({"name": "Nguyễn Thị Lan", "phone": "0912 345 678"})


class Membership(Schema):
    """That she is a member, and since when."""

    enrolled_at: datetime
    tier: str


class Customer(Schema):
    """A customer. Asked for one who was merged, the API shows whom she counts as now."""

    model_config = says(_LAN)

    id: int
    kind: str
    part: str
    name: str
    phones: list[str] = Field(description="E.164, e.g. +84912345678")
    cards: list[str]
    codes: list[str]
    emails: list[str]
    gender: str
    birth_date: date | None
    language: str
    income_band: str
    area: str
    address: str
    interests: list[str]
    tags: list[str]
    source: str
    created_at: datetime
    membership: Membership | None = Field(description="null where she is not enrolled")
    segments: list[str] = Field(description="the keys of the segments she is in, of those that are kept")


class CustomerPage(Schema):
    """One page of customers."""

    data: list[Customer]
    next: Next
