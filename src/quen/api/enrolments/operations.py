"""Enrolling members, and seeing who is one."""

from datetime import datetime
from typing import Annotated

from django.db.models import F
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from quen.api.bearer import ApiRequest, needs
from quen.api.errors import NotFound
from quen.api.shapes import Asked, Flag, Id, PathId, Text, says
from quen.api.stores.known import refuse_unknown_store
from quen.api.writes import key_of, once
from quen.enrolment.models import Member, Way
from quen.flows.enrol import enrol
from quen.kernel.sentences import gettext_noop
from quen.people.find import everyone_in, root_of
from quen.referrals.reads import referral_of
from quen.shops.scopes import Scope

router = Router(tags=["Enrolments"])


class NewEnrolment(Asked):
    """A customer who wants to be a member. Found by her phone, or added."""

    model_config = says(
        {"phone": "0912 345 678", "name": "Nguyễn Thị Lan", "consent": True, "store": 1, "referred_by": ""}
    )

    phone: Annotated[Text, Field(min_length=1, max_length=40)]
    name: Annotated[Text, Field(max_length=200)] = ""
    consent: Flag = Field(False, description="her yes to offers and news; no word is a no")
    store: Id | None = None
    referred_by: Annotated[Text, Field(max_length=40)] = Field(
        "", description="the code of the friend who brought her"
    )


class Enrolment(Schema):
    """A membership."""

    model_config = says(
        {
            "customer": 42,
            "name": "Nguyễn Thị Lan",
            "enrolled_at": "2026-11-22T02:00:00Z",
            "store": 1,
            "way": "api",
            "tier": "silver",
            "left_at": None,
            "referral": 5,
        }
    )

    customer: int
    name: str
    enrolled_at: datetime
    store: int | None
    way: str
    tier: str = Field(description="the key of her tier; empty below the first step")
    left_at: datetime | None
    referral: int | None = Field(description="by which she was brought; null: by nobody")


@router.post(
    "/enrolments",
    auth=needs(Scope.ENROLMENTS_WRITE),
    response={201: Enrolment},
    operation_id="enrol",
    summary="Enrol a member",
)
@once(201)
def enrol_member(request: ApiRequest, body: NewEnrolment) -> Enrolment:
    """Who is a member already stays the same member, and gets no second welcome."""
    refuse_unknown_store(request, body.store)
    member = enrol(
        phone=body.phone,
        name=body.name,
        consent=body.consent,
        store=body.store,
        referred_by=body.referred_by,
        way=Way.API,
        at=timezone.now(),
        key=key_of(request),
        by=request.auth.actor,
    )
    return _shown(member)


@router.get(
    "/enrolments/{customer}",
    auth=needs(Scope.ENROLMENTS_READ),
    response=Enrolment,
    operation_id="get_enrolment",
    summary="See whether a customer is a member",
)
def get_enrolment(request: ApiRequest, customer: PathId) -> Enrolment:
    """As whom she counts now. 404 where she never was one."""
    everyone = everyone_in(root_of(customer).pk)
    found = (
        Member.objects.filter(customer__in=everyone)
        .select_related("customer")
        .order_by(F("left_at").desc(nulls_first=True), "enrolled_at")
        .first()
    )
    if found is None:
        raise NotFound(
            gettext_noop("Customer %(customer)s is not a member. Enrol her first."), customer=customer
        )
    return _shown(found)


def _shown(member: Member) -> Enrolment:
    return Enrolment(
        customer=member.customer_id,
        name=member.customer.name,
        enrolled_at=member.enrolled_at,
        store=member.store_id,
        way=member.way,
        tier=member.tier,
        left_at=member.left_at,
        referral=referral_of(member.customer_id),
    )
