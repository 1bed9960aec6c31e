"""The operations on customers."""

from typing import Annotated, cast

from django.utils import timezone
from ninja import Query, Router

from quen.api.bearer import ApiRequest, needs
from quen.api.customers.render import rendered
from quen.api.customers.shapes import Customer, CustomerPage, Facts, NewCustomer
from quen.api.paging import Cursor, Limit, cursor_of, place_of
from quen.api.shapes import PathId, Text
from quen.api.writes import once
from quen.people.create_customer import create_customer
from quen.people.edit import edit_customer
from quen.people.facts import Facts as KeptFacts
from quen.people.find import root_of
from quen.people.look_up import look_up
from quen.people.models import IdentityKind
from quen.people.recognise import recognise, recognition
from quen.shops.scopes import Scope

router = Router(tags=["Customers"])
_KNOWN_BY = (IdentityKind.PHONE, IdentityKind.CARD, IdentityKind.CODE, IdentityKind.EMAIL)

Sought = Annotated[Text, Query("", max_length=200)]


@router.get(
    "/customers",
    auth=needs(Scope.CUSTOMERS_READ),
    response=CustomerPage,
    operation_id="find_customers",
    summary="Find customers",
)
def find_customers(
    request: ApiRequest,
    phone: Sought = "",
    card: Sought = "",
    code: Sought = "",
    email: Sought = "",
    q: Sought = "",
    cursor: Cursor = "",
    limit: Limit = 100,
) -> CustomerPage:
    """By phone, card, code or e-mail there is one or none; `q` searches any part of a name (without diacritics), phone,
    e-mail, code or card. Without any of them: all customers."""
    for kind, written in zip(_KNOWN_BY, (phone, card, code, email), strict=True):
        if written:
            found = recognise(recognition(kind, written))
            return CustomerPage(data=rendered([found] if found else []), next=None)
    return _page(q, cursor, limit)


@router.get(
    "/customers/{customer}",
    auth=needs(Scope.CUSTOMERS_READ),
    response=Customer,
    operation_id="get_customer",
    summary="See a customer",
)
def get_customer(request: ApiRequest, customer: PathId) -> Customer:
    """Asked for one who was merged into another, the answer is the other."""
    return rendered([root_of(customer)])[0]


@router.post(
    "/customers",
    auth=needs(Scope.CUSTOMERS_WRITE),
    response={201: Customer},
    operation_id="create_customer",
    summary="Add a customer",
)
@once(201)
def create(request: ApiRequest, body: NewCustomer) -> Customer:
    """A phone, card, code or e-mail that belongs to someone already is refused with 409 and her number."""
    known_by = [
        recognition(kind, written) for kind in _KNOWN_BY if (written := getattr(body, kind.value)) is not None
    ]
    added = create_customer(
        known_by=known_by,
        by=request.auth.actor,
        at=timezone.now(),
        **_facts(body),
    )
    return rendered([added])[0]


@router.patch(
    "/customers/{customer}",
    auth=needs(Scope.CUSTOMERS_WRITE),
    response=Customer,
    operation_id="update_customer",
    summary="Edit a customer",
)
@once(200)
def update(request: ApiRequest, customer: PathId, body: Facts) -> Customer:
    """What is left out or null stays as it is."""
    root = root_of(customer)
    edited = edit_customer(
        customer=root.pk,
        by=request.auth.actor,
        at=timezone.now(),
        **_facts(body),
    )
    return rendered([edited])[0]


def _page(q: str, written: str, limit: int) -> CustomerPage:
    (after,) = place_of(written, numbers=1)
    rows = look_up(q, most=limit + 1, after=after)
    more = len(rows) > limit
    shown = rows[:limit]
    return CustomerPage(data=rendered(shown), next=cursor_of(shown[-1].pk) if more else None)


def _facts(body: Facts) -> KeptFacts:
    """What was said of her, without how she is recognised."""
    said = body.model_dump(exclude_none=True)
    return cast("KeptFacts", {name: value for name, value in said.items() if name in Facts.model_fields})
