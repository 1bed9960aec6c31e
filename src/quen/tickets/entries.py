"""What is said in a ticket is appended, and can be looked for."""

from datetime import datetime

from quen.kernel.actor import Actor
from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.tickets.choices import CameBy, EntryKind
from quen.tickets.errors import BadTicket
from quen.tickets.models import Entry, Ticket

MOST_LETTERS = 20_000
_MOST_SEARCH = 1_500


def append(
    ticket: Ticket,
    *,
    kind: EntryKind,
    came_by: CameBy,
    text: str,
    at: datetime,
    by: Actor,
    html: str = "",
    message_id: str = "",
    in_reply_to: str = "",
) -> Entry:
    """Write one entry. Raises BadTicket. The ticket's own row is the caller's to save."""
    said = checked(text)
    ticket.changed_at = at
    ticket.search = f"{ticket.search} {search_key(said)}"[:_MOST_SEARCH]
    return Entry.objects.create(
        ticket=ticket, kind=kind, came_by=came_by, text=said, html=html, message_id=message_id,
        in_reply_to=in_reply_to, at=at, by=str(by),
    )  # fmt: skip


def checked(text: str) -> str:
    """The words as they are kept. Raises BadTicket where there are none, or far too many."""
    said = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not said or len(said) > MOST_LETTERS:
        raise BadTicket(gettext_noop("Write 1 to %(most)s letters."), most=MOST_LETTERS)
    return said
