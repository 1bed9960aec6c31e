"""The customer says more; what was settled is open again."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.tickets import sla
from quen.tickets.choices import LIVE, CameBy, EntryKind, TicketState
from quen.tickets.entries import append
from quen.tickets.errors import TicketIsElsewhere
from quen.tickets.events import TicketReopened, TicketReplied
from quen.tickets.find import CLOCKS, clocks_of, held, wind
from quen.tickets.models import Entry, Ticket
from quen.tickets.promises import promises


@transaction.atomic
def reply(
    *,
    ticket: int,
    text: str,
    came_by: CameBy,
    at: datetime,
    by: Actor,
    html: str = "",
    message_id: str = "",
    in_reply_to: str = "",
) -> Entry:
    """Keep what she wrote; it is the staff's turn, and an answer is due. What is written to a merged ticket is said in
    the one it counts as, and one asleep wakes. Raises NoSuchTicket, BadTicket."""
    found = held(ticket, states=TicketState.values)
    if found.merged_into_id is not None:
        found = held(found.merged_into_id, states=TicketState.values)
    was_settled = found.state not in LIVE
    entry = append(
        found, kind=EntryKind.IN, came_by=came_by, text=text, html=html, at=at, by=by, message_id=message_id,
        in_reply_to=in_reply_to,
    )  # fmt: skip
    reopened(found, at)
    promised = promises()
    wind(found, sla.wrote(clocks_of(found), at, promised.of(found.priority), promised.hours), promised)
    save_reopened(found)
    if was_settled:
        emit(_told(TicketReopened, found, at, by))
    emit(
        TicketReplied(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, channel=came_by.value,
        )
    )  # fmt: skip
    return entry


@transaction.atomic
def reopen(*, ticket: int, at: datetime, by: Actor) -> Ticket:
    """Staff say it is not settled after all. Raises NoSuchTicket, TicketIsElsewhere."""
    found = held(ticket, states=(TicketState.SOLVED, TicketState.CLOSED))
    if found.merged_into_id is not None:
        raise TicketIsElsewhere(
            gettext_noop("Ticket %(ticket)s was merged into another. Take it apart first."), ticket=found.pk
        )
    reopened(found, at)
    promised = promises()
    wind(found, sla.resumed(clocks_of(found), at, promised.hours), promised)
    save_reopened(found)
    emit(_told(TicketReopened, found, at, by))
    return found


def reopened(ticket: Ticket, at: datetime) -> None:
    """The ticket is the staff's turn; where it was settled, that is counted. Nothing is written."""
    if ticket.state not in LIVE:
        ticket.reopened += 1
    ticket.state, ticket.solved_at, ticket.closed_at, ticket.changed_at = TicketState.OPEN, None, None, at
    ticket.is_asleep, ticket.wakes_at = False, None


def save_reopened(ticket: Ticket) -> None:
    ticket.save(
        update_fields=[
            *CLOCKS,
            "state",
            "solved_at",
            "closed_at",
            "changed_at",
            "reopened",
            "search",
            "is_asleep",
            "wakes_at",
        ]
    )


def _told(kind: type[TicketReopened], ticket: Ticket, at: datetime, by: Actor) -> TicketReopened:
    return kind(
        at=at, by=by, customer=ticket.customer_id, store=ticket.store_id, subject=ticket.pk, ticket=ticket.pk,
        ticket_kind=ticket.kind, topic=ticket.topic,
    )  # fmt: skip
