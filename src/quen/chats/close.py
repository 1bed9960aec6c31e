"""A chat is over."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.chats.events import ChatClosed
from quen.chats.lines import add, held
from quen.chats.models import LIVE, Chat, ChatState, LineKind
from quen.chats.words import CLOSED
from quen.events.emit import emit
from quen.kernel.actor import SYSTEM, Actor
from quen.tickets.words import in_language

QUIET = timedelta(hours=12)
_MOST = 200


@transaction.atomic
def close(*, chat: int, at: datetime, by: Actor) -> Chat:
    """End it; its ticket, where it has one, goes on. Raises NoSuchChat, ChatIsOver."""
    found = held(chat)
    found.state, found.closed_at, found.due_at = ChatState.CLOSED, at, None
    add(found, kind=LineKind.TOLD, text=in_language(CLOSED, found.language), key="closed", at=at, by=by)
    waited = found.first_answered_at - found.opened_at if found.first_answered_at else None
    emit(
        ChatClosed(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, lines=found.last,
            waited_seconds=None if waited is None else int(waited.total_seconds()),
        )
    )  # fmt: skip
    return found


def close_quiet(*, at: datetime) -> int:
    """Close what nobody wrote in for half a day, but those that wait in a ticket; how many."""
    quiet = Chat.objects.filter(state__in=LIVE, changed_at__lte=at - QUIET, ticket=None, due_at=None)
    numbers = list(quiet.order_by("changed_at").values_list("pk", flat=True)[:_MOST])
    for number in numbers:
        close(chat=number, at=at, by=SYSTEM)
    return len(numbers)
