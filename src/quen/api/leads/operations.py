"""The operations on leads. A token for some stores knows the leads of those stores alone."""

from typing import Annotated

from django.db.models import Q, QuerySet
from django.utils import timezone
from ninja import Query, Router

from quen.api.bearer import ApiRequest, needs
from quen.api.leads.shapes import Lead, LeadPage, NewLead, TakenLead
from quen.api.paging import LARGEST, Cursor, Limit, cursor_of, place_of
from quen.api.shapes import PathId
from quen.api.stores.known import refuse_unknown_store
from quen.api.writes import once
from quen.kernel.sentences import gettext_noop
from quen.leads import models
from quen.leads.capture import Person, Utm, alike, capture
from quen.leads.errors import NoSuchLead
from quen.leads.models import LeadSource, LeadStage, LeadState
from quen.people.find import everyone_in, root_of
from quen.shops.scopes import Scope

router = Router(tags=["Leads"])
_AS_KEPT = (
    "source", "utm_source", "utm_medium", "utm_campaign", "wish", "expected_minor", "stage", "state", "score",
    "contacts", "came_at", "moved_at", "ended_at",
)  # fmt: skip
_Number = Annotated[int | None, Query(None, ge=1, le=LARGEST)]


@router.get(
    "/leads", auth=needs(Scope.LEADS_READ), response=LeadPage, operation_id="list_leads", summary="List leads"
)  # fmt: skip
def list_leads(
    request: ApiRequest,
    state: Annotated[LeadState | None, Query(None)] = None,
    stage: Annotated[LeadStage | None, Query(None)] = None,
    source: Annotated[LeadSource | None, Query(None)] = None,
    store: _Number = None,
    customer: _Number = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> LeadPage:
    """In the order in which they came in; those of one customer also of everyone merged into her."""
    (last,) = place_of(cursor, numbers=1)
    wanted = {"state": state, "stage": stage, "source": source, "store": store}
    rows = _known_to(request).filter(pk__gt=last, **{name: one for name, one in wanted.items() if one})
    if customer is not None:
        rows = rows.filter(customer__in=everyone_in(root_of(customer).pk))
    found = list(rows.order_by("pk")[: limit + 1])
    shown = found[:limit]
    following = cursor_of(shown[-1].pk) if len(found) > limit else None
    return LeadPage(data=[_rendered(one) for one in shown], next=following)


@router.get(
    "/leads/{lead}", auth=needs(Scope.LEADS_READ), response=Lead, operation_id="get_lead", summary="See a lead"
)  # fmt: skip
def get_lead(request: ApiRequest, lead: PathId) -> Lead:
    """How she came, how far she is, and how it ended."""
    found = _known_to(request).filter(pk=lead).first()
    if found is None:
        raise NoSuchLead(gettext_noop("There is no lead number %(lead)s, or not for this token."), lead=lead)
    return _rendered(found)


@router.post(
    "/leads", auth=needs(Scope.LEADS_WRITE), response={201: TakenLead}, operation_id="add_lead", summary="Add a lead"
)  # fmt: skip
@once(201)
def add(request: ApiRequest, body: NewLead) -> TakenLead:
    """Whom the shop knows is recognised and keeps her name; who has an open lead gets no second one. A phone or e-mail
    that was only typed is not added to a customer the shop knows: anybody may have typed her number. With a token for
    one store a new lead is that store's where none is said."""
    refuse_unknown_store(request, body.store)
    namesakes = [] if body.customer or body.phone or body.email else [one.pk for one in alike(body.name)]
    taken = capture(
        person=Person(body.name, body.phone, body.email, body.kind), source=body.source, at=timezone.now(),
        by=request.auth.actor, customer=body.customer, wish=body.wish, expected_minor=body.expected_minor,
        store=_store_of(request, body), utm=Utm(body.utm_source, body.utm_medium, body.utm_campaign),
        learns=body.customer is not None,
    )  # fmt: skip
    return TakenLead(
        id=taken.lead.pk, customer=_root(taken.lead), is_new_lead=taken.is_new_lead,
        is_known_customer=taken.is_known_customer, namesakes=namesakes,
    )  # fmt: skip


def _store_of(request: ApiRequest, body: NewLead) -> int | None:
    """As told, else the one store of the token, which could not see the lead again otherwise."""
    stores = request.auth.token.stores
    return stores[0] if body.store is None and len(stores) == 1 else body.store


def _known_to(request: ApiRequest) -> QuerySet[models.Lead]:
    stores = request.auth.token.stores
    return models.Lead.objects.filter(Q(store__in=stores) if stores else Q()).select_related("customer")


def _rendered(lead: models.Lead) -> Lead:
    return Lead.model_validate(
        {
            "id": lead.pk, "customer": _root(lead), "loss_reason": lead.loss_reason or None, "store": lead.store_id,
            "staff": lead.owner_id, **{name: getattr(lead, name) for name in _AS_KEPT},
        }
    )  # fmt: skip


def _root(lead: models.Lead) -> int:
    """Whom she counts as now."""
    return lead.customer.root_id or lead.customer_id
