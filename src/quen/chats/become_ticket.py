"""A chat nobody answered becomes a ticket, with everything that was said, and she is told."""

from datetime import datetime

from django.db import transaction

from quen.chats.events import ChatBecameTicket
from quen.chats.lines import add, held
from quen.chats.models import LIVE, Chat, Line, LineKind
from quen.chats.words import IN_A_TICKET, UNREACHABLE
from quen.events.emit import emit
from quen.kernel.actor import SYSTEM, Actor
from quen.tickets.from_chat import Said, open_from_chat
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Contact
from quen.tickets.words import in_language

_MOST_DUE = 100


@transaction.atomic
def become_ticket(*, chat: int, at: datetime, by: Actor, is_by_itself: bool = False) -> Ticket:
    """Open the ticket of this chat, once; she goes on writing here, and is answered here as well.

    Raises NoSuchChat, ChatIsOver.
    """
    found = held(chat)
    if found.ticket_id:
        return Ticket.objects.get(pk=found.ticket_id)
    spoken = (LineKind.IN, LineKind.OUT)
    lines = Line.objects.filter(chat=found, kind__in=spoken).order_by("number")
    ticket = open_from_chat(
        chat=found.pk,
        said=[Said(line.text, line.at, line.by, is_hers=line.kind == LineKind.IN) for line in lines],
        contact=Contact(found.contact_name, found.contact_phone, found.contact_email),
        customer=found.customer_id, is_proven=found.is_proven, store=found.store_id, owner=found.owner_id,
        language=found.language, at=at, by=by,
    )  # fmt: skip
    found.ticket, found.due_at = ticket, None
    reached = found.is_proven or found.contact_phone or found.contact_email
    words = in_language(IN_A_TICKET if reached else UNREACHABLE, found.language, most=500, ticket=ticket.pk)
    add(found, kind=LineKind.TOLD, text=words, key=f"ticket:{ticket.pk}", at=at, by=SYSTEM)
    emit(
        ChatBecameTicket(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=ticket.pk,
            is_by_itself=is_by_itself,
        )
    )  # fmt: skip
    return ticket


def become_due(*, at: datetime) -> int:
    """Whoever waited long enough; how many. One look at an index where there is nobody."""
    due = Chat.objects.filter(due_at__lte=at, state__in=LIVE).order_by("due_at")
    numbers = list(due.values_list("pk", flat=True)[:_MOST_DUE])
    return sum(_become(number, at) for number in numbers)


@transaction.atomic
def _become(chat: int, at: datetime) -> bool:
    found = Chat.objects.select_for_update(skip_locked=True).filter(pk=chat, due_at__lte=at).first()
    if found is None or found.state not in LIVE:  # answered meanwhile
        return False
    become_ticket(chat=chat, at=at, by=SYSTEM, is_by_itself=True)
    return True
