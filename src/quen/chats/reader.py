"""What staff answer in a chat's ticket is told in the chat as well; once it is settled there, the chat is over."""

from django.db import transaction
from django.utils import timezone

from quen.chats.close import close
from quen.chats.lines import add, held, said_before
from quen.chats.models import LIVE, MOST_LETTERS, Chat, LineKind
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import SYSTEM
from quen.tickets.choices import EntryKind, TicketState
from quen.tickets.models import Entry, Ticket

_SETTLED = (TicketState.SOLVED, TicketState.CLOSED)


KINDS = frozenset({"ticket.answered", "ticket.solved", "ticket.closed"})


def chats_reader() -> Reader:
    """The reader for the registry."""
    return Reader(name="chats", take=_take, kinds=KINDS, batch=100_000)


def _take(batch: Batch) -> None:
    tickets = {event.subject for event in batch.events() if event.subject is not None}
    for number in Chat.objects.filter(ticket__in=tickets, state__in=LIVE).values_list("pk", flat=True):
        _follow(number)


@transaction.atomic
def _follow(number: int) -> None:
    chat = held(number, only_live=False)
    if chat.state not in LIVE:
        return
    _copy(chat)
    # What she writes in the chat opens a settled ticket again: then the chat stays open, too.
    if Ticket.objects.filter(pk=chat.ticket_id or 0, state__in=_SETTLED).exists():
        close(chat=chat.pk, at=timezone.now(), by=SYSTEM)


def _copy(chat: Chat) -> None:
    news = Entry.objects.filter(ticket=chat.ticket_id, kind=EntryKind.OUT, pk__gt=chat.copied_entry).order_by(
        "pk"
    )
    for entry in news:
        key = f"entry:{entry.pk}"
        if said_before(chat, key) is None:
            chat.copied_entry = entry.pk
            add(chat, kind=LineKind.OUT, text=entry.text[:MOST_LETTERS], key=key, at=entry.at, by=SYSTEM)
