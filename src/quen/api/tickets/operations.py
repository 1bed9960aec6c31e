"""The operations on tickets. A token for some stores knows the tickets of those stores alone."""

from typing import Annotated

from django.db.models import Q, QuerySet
from django.utils import timezone
from ninja import Query, Router

from quen.api.bearer import ApiRequest, needs
from quen.api.paging import LARGEST, Cursor, Limit, cursor_of, place_of
from quen.api.shapes import PathId
from quen.api.stores.known import refuse_unknown_store
from quen.api.tickets.render import entry_of, rendered, whole
from quen.api.tickets.shapes import Answer, Entry, NewTicket, Said, Ticket, TicketPage, WholeTicket
from quen.api.writes import once
from quen.kernel.sentences import gettext_noop
from quen.people.find import everyone_in, root_of
from quen.shops.scopes import Scope
from quen.tickets import models
from quen.tickets.answer import answer as answer_her
from quen.tickets.choices import CameBy, TicketKind, TicketState
from quen.tickets.errors import NoSuchTicket
from quen.tickets.open_ticket import Contact, Matter, Origin, open_ticket
from quen.tickets.reply import reply
from quen.tickets.solve import solve

router = Router(tags=["Tickets"])
_LOW, _HIGH = 2, 4


@router.get(
    "/tickets", auth=needs(Scope.TICKETS_READ), response=TicketPage, operation_id="list_tickets",
    summary="List tickets",
)  # fmt: skip
def list_tickets(
    request: ApiRequest,
    state: Annotated[TicketState | None, Query(None)] = None,
    customer: Annotated[int | None, Query(None, ge=1, le=LARGEST)] = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> TicketPage:
    """In the order in which they were opened; those of one customer also of everyone merged into her."""
    (last,) = place_of(cursor, numbers=1)
    rows = _known_to(request).filter(pk__gt=last, merged_into=None)
    if state is not None:
        rows = rows.filter(state=state)
    if customer is not None:
        rows = rows.filter(customer__in=everyone_in(root_of(customer).pk))
    found = list(rows.order_by("pk")[: limit + 1])
    shown = found[:limit]
    following = cursor_of(shown[-1].pk) if len(found) > limit else None
    return TicketPage(data=[rendered(one) for one in shown], next=following)


@router.get(
    "/tickets/{ticket}", auth=needs(Scope.TICKETS_READ), response=WholeTicket, operation_id="get_ticket",
    summary="See a ticket",
)  # fmt: skip
def get_ticket(request: ApiRequest, ticket: PathId) -> WholeTicket:
    """With what was said in it and in those merged into it, without the notes of the staff."""
    return whole(_one(request, ticket))


@router.post(
    "/tickets", auth=needs(Scope.TICKETS_WRITE), response={201: Ticket}, operation_id="open_ticket",
    summary="Open a ticket",
)  # fmt: skip
@once(201)
def open_one(request: ApiRequest, body: NewTicket) -> Ticket:
    """The shop's rules find somebody, and its clocks run at once. The same `source` opens one ticket."""
    refuse_unknown_store(request, body.store)
    text = f"{'★' * body.stars}{'☆' * (5 - body.stars)}\n{body.text}" if body.stars else body.text
    key = f"{body.heard.value}:{request.auth.token.pk}:{body.source}"[:200] if body.source else ""
    opened = open_ticket(
        matter=Matter(
            text=f"{text}\n\n{body.source}".strip()[:20_000], subject=body.subject or body.text.strip()[:200],
            kind=body.kind or _kind(body.stars), topic=body.topic, priority=body.priority,
        ),
        came_by=CameBy(body.heard.value), at=timezone.now(), by=request.auth.actor, customer=body.customer,
        contact=Contact(body.name, body.phone, body.email), is_proven=body.customer is not None, store=body.store,
        origin=Origin(body.heard.value, None, key),
    )  # fmt: skip
    return rendered(opened)


@router.post(
    "/tickets/{ticket}/replies", auth=needs(Scope.TICKETS_WRITE), response={201: Entry},
    operation_id="add_to_ticket", summary="Tell what she said more",
)  # fmt: skip
@once(201)
def add(request: ApiRequest, ticket: PathId, body: Said) -> Entry:
    """It is the shop's turn again, and an answer is due; a settled ticket is open again."""
    found = _one(request, ticket)
    said = reply(
        ticket=found.pk, text=body.text, came_by=CameBy.API, at=timezone.now(), by=request.auth.actor
    )
    return entry_of(said)


@router.post(
    "/tickets/{ticket}/answers", auth=needs(Scope.TICKETS_WRITE), response={201: Ticket},
    operation_id="answer_ticket", summary="Answer a ticket",
)  # fmt: skip
@once(201)
def answer(request: ApiRequest, ticket: PathId, body: Answer) -> Ticket:
    """It goes to her by e-mail where an address is known, else it appears on her page or waits to be told."""
    found, now, by = _one(request, ticket), timezone.now(), request.auth.actor
    answer_her(ticket=found.pk, text=body.text, at=now, by=by, is_her_turn=body.is_her_turn)
    if body.is_settled:
        solve(ticket=found.pk, at=now, by=by)
    found.refresh_from_db()
    return rendered(found)


def _kind(stars: int | None) -> TicketKind:
    if stars is None or _LOW < stars < _HIGH:
        return TicketKind.REQUEST
    return TicketKind.COMPLAINT if stars <= _LOW else TicketKind.PRAISE


def _known_to(request: ApiRequest) -> QuerySet[models.Ticket]:
    stores = request.auth.token.stores
    return models.Ticket.objects.filter(Q(store__in=stores) if stores else Q()).select_related("customer")


def _one(request: ApiRequest, ticket: int) -> models.Ticket:
    found = _known_to(request).filter(pk=ticket).first()
    if found is None:
        raise NoSuchTicket(
            gettext_noop("There is no ticket number %(ticket)s, or not for this token."), ticket=ticket
        )
    return found
