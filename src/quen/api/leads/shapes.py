"""A lead as another system brings and reads it."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from quen.api.paging import Next
from quen.api.shapes import Amount, Asked, Id, Text, says
from quen.leads.models import LeadSource, LeadStage, LeadState, LossReason
from quen.people.models import CustomerKind

Short = Annotated[Text, Field(max_length=80)]
Named = Annotated[Text, Field(max_length=200)]

_LEAD: dict[str, Any] = {
    "id": 12,
    "customer": 42,
    "source": "ad",
    "utm_source": "facebook",
    "utm_medium": "cpc",
    "utm_campaign": "tet-2027",
    "wish": "Hỏi giá máy pha cà phê cho văn phòng",
    "expected_minor": 9_000_000,
    "stage": "collect",
    "state": "open",
    "score": 55,
    "contacts": 1,
    "loss_reason": None,
    "store": 1,
    "staff": None,
    "came_at": "2026-11-22T02:00:00Z",
    "moved_at": "2026-11-22T02:00:00Z",
    "ended_at": None,
}


class NewLead(Asked):
    """Somebody who showed interest. She needs a phone, an e-mail or a name; a phone or an e-mail recognises whom the
    shop knows. `customer`: only where the other system knows who she is; phone and e-mail beside it become hers."""

    source: LeadSource
    name: Named = ""
    phone: Annotated[Text, Field(max_length=40)] = ""
    email: Named = ""
    kind: CustomerKind = CustomerKind.PERSON
    customer: Id | None = None
    wish: Annotated[Text, Field(max_length=500)] = ""
    expected_minor: Amount | None = Field(None, description="what a first purchase might be worth")
    utm_source: Short = ""
    utm_medium: Short = ""
    utm_campaign: Short = ""
    store: Id | None = None

    model_config = says(
        {
            "source": "ad",
            "name": "Trần Thị Hoa",
            "phone": "0987 654 321",
            "wish": "Hỏi giá máy pha cà phê cho văn phòng",
            "utm_source": "facebook",
            "utm_medium": "cpc",
            "utm_campaign": "tet-2027",
            "store": 1,
        }
    )


class TakenLead(Schema):
    """Which lead it became, and whether she was known. What others wrote of her is told to who may read leads."""

    model_config = says(
        {"id": 12, "customer": 42, "is_new_lead": True, "is_known_customer": False, "namesakes": []}
    )

    id: int
    customer: int
    is_new_lead: bool = Field(
        description="false: she has an open lead already; this was added to it, and the source it has stays"
    )
    is_known_customer: bool = Field(description="the shop knew her before")
    namesakes: list[int] = Field(
        description="where only a name was said: customers of that name, for staff to say whether she is one of them"
    )


class Lead(Schema):
    """A lead. Her name and how she is reached stand with the customer."""

    model_config = says(_LEAD)

    id: int
    customer: int
    source: LeadSource
    utm_source: str
    utm_medium: str
    utm_campaign: str
    wish: str
    expected_minor: int | None
    stage: LeadStage
    state: LeadState
    score: int = Field(description="0 to 100: the sum of the rules that hold")
    contacts: int = Field(description="how often she came while it was open")
    loss_reason: LossReason | None
    store: int | None = Field(description="null: of all stores")
    staff: int | None = Field(description="who of the staff looks after her")
    came_at: datetime
    moved_at: datetime
    ended_at: datetime | None


class LeadPage(Schema):
    """Some leads, in the order in which they came in."""

    data: list[Lead]
    next: Next
