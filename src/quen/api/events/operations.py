"""Reading the story."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import Field

from quen.api.bearer import ApiRequest, needs
from quen.api.paging import LARGEST, Cursor, Limit, cursor_of, place_of
from quen.api.shapes import says
from quen.events.happening import KIND_LENGTH
from quen.events.models import Event as Row
from quen.events.outside import as_told
from quen.events.position import Position
from quen.events.read_on import read_on
from quen.people.find import everyone_in, root_of
from quen.shops.scopes import Scope

router = Router(tags=["Events"])

Kind = Annotated[str, Field(max_length=KIND_LENGTH, pattern=r"^[a-z_.]+$")]


class Event(Schema):
    """One thing that happened; webhooks send the same."""

    model_config = says(
        {
            "id": 1207,
            "kind": "customer.added",
            "happened_at": "2026-11-22T02:00:00Z",
            "recorded_at": "2026-11-22T02:00:01Z",
            "customer": 42,
            "store": None,
            "subject": None,
            "by": "token:3",
            "facts": {"source": ""},
        }
    )

    id: int
    kind: str
    happened_at: datetime
    recorded_at: datetime
    customer: int | None
    store: int | None
    subject: int | None = Field(description="the purchase, note, voucher … it speaks of")
    by: str
    facts: dict[str, Any]


class EventPage(Schema):
    """Some events in reading order. `next` is where to read on: ask again with it, also when it is long after."""

    data: list[Event]
    next: str = Field(examples=["WzkwMSwxMjA3XQ"])
    is_end: bool = Field(description="nothing more has happened yet")


@router.get(
    "/events",
    auth=needs(Scope.EVENTS_READ),
    response=EventPage,
    operation_id="read_events",
    summary="Read what happened",
)
def read_events(
    request: ApiRequest,
    cursor: Cursor = "",
    limit: Limit = 100,
    kind: Annotated[list[Kind], Query(default_factory=list, max_length=50)] = [],  # noqa: B006
    customer: Annotated[int | None, Query(None, ge=1, le=LARGEST)] = None,
) -> EventPage:
    """Everything in the order in which it may safely be read: nothing is left out, nothing comes twice. A page may
    hold fewer events than asked for, even none, before the end. A token for some stores is not told what happened
    in others."""
    transaction, event = place_of(cursor, numbers=2)
    everyone = everyone_in(root_of(customer).pk) if customer is not None else []
    events, upto = read_on(
        Position(transaction, event),
        most=limit,
        kinds=kind,
        customers=everyone,
        stores=request.auth.token.stores,
    )
    return EventPage(
        data=[rendered(each) for each in events],
        next=cursor_of(upto.transaction, upto.event) if upto else cursor,
        is_end=upto is None,
    )


def rendered(event: Row) -> Event:
    """The event as others see it: without the address it came from."""
    return Event.model_validate(as_told(event))
