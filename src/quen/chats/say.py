"""Somebody says something: the visitor, or one of the staff."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.chats.become_ticket import become_ticket
from quen.chats.errors import BadLine, ChatIsOver, TooManyLines
from quen.chats.lines import add, checked, checked_key, held, said_before
from quen.chats.models import Chat, ChatState, Line, LineKind
from quen.chats.settings import due_after
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tickets.answer import answer
from quen.tickets.choices import CameBy
from quen.tickets.reply import reply

MOST_A_MINUTE = 30
MOST_LINES = 1_000


@transaction.atomic
def hear(*, chat: int, text: str, key: str, at: datetime, by: Actor) -> Line:
    """The visitor's next line; the same key brings the first line again. Raises NoSuchChat, ChatIsOver, BadLine,
    TooManyLines."""
    said, key = checked(text), checked_key(key)
    found = held(chat, only_live=False)
    if before := said_before(found, key):
        return before
    held(chat)
    _refuse_flood(found, at)
    return heard(found, text=said, key=key, at=at, by=by)


def heard(chat: Chat, *, text: str, key: str, at: datetime, by: Actor) -> Line:
    """The same for a chat that is held: an answer is due, or it is a ticket at once where nobody is there."""
    if chat.due_at is None and chat.ticket_id is None:
        chat.due_at = due_after(at)
    line = add(chat, kind=LineKind.IN, text=text, key=key, at=at, by=by)
    if chat.ticket_id:
        reply(ticket=chat.ticket_id, text=text, came_by=CameBy.CHAT, at=at, by=by)
    elif chat.due_at is not None and chat.due_at <= at:
        become_ticket(chat=chat.pk, at=at, by=by, is_by_itself=True)
    return line


@transaction.atomic
def say(*, chat: int, text: str, key: str, staff: Staff, at: datetime, by: Actor) -> Line:
    """Answer her; whoever answers a chat nobody has takes it. Of a chat that is a ticket, the ticket is answered, too.

    Raises NoSuchChat, ChatIsOver, BadLine.
    """
    said, key = checked(text), checked_key(key)
    found = held(chat)
    if before := said_before(found, key):
        return before
    refuse_others(found, staff)
    found.owner_id, found.state, found.due_at = staff.pk, ChatState.TAKEN, None
    found.first_answered_at = found.first_answered_at or at
    line = add(found, kind=LineKind.OUT, text=said, key=key, at=at, by=by, author=given_name(staff))
    if found.ticket_id:
        entry = answer(ticket=found.ticket_id, text=said, at=at, by=by, way=CameBy.CHAT)
        found.copied_entry = entry.pk
        found.save(update_fields=["copied_entry"])
    return line


def refuse_others(chat: Chat, staff: Staff) -> None:
    """Raises ChatIsOver where a colleague has it, BadLine for who may not answer."""
    if not staff.may(Permission.ANSWER_TICKETS):
        raise BadLine(gettext_noop("This person cannot answer chats. Choose somebody else."))
    if chat.owner_id not in (None, staff.pk):
        raise ChatIsOver(gettext_noop("A colleague has this chat. Take it over first, or let her answer."))


def given_name(staff: Staff) -> str:
    """The last word of a name, as Vietnamese given names stand last: what a visitor is told."""
    return (staff.name.split() or [""])[-1][:120]


def _refuse_flood(chat: Chat, at: datetime) -> None:
    lately = Line.objects.filter(chat=chat, kind=LineKind.IN, at__gt=at - timedelta(minutes=1)).count()
    if lately >= MOST_A_MINUTE or chat.last >= MOST_LINES:
        raise TooManyLines(gettext_noop("That is more than anybody can read. Wait a minute and go on."))
