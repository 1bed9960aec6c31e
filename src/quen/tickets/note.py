"""What colleagues should know; the customer never sees it, and no clock is touched."""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.tickets.choices import CameBy, EntryKind, TicketState
from quen.tickets.entries import append
from quen.tickets.find import held
from quen.tickets.mention import mentioned, tell
from quen.tickets.models import Entry


@transaction.atomic
def note(*, ticket: int, text: str, at: datetime, by: Actor) -> Entry:
    """Write it down; whoever it names with @ is told. Raises NoSuchTicket, BadTicket."""
    found = held(ticket, states=TicketState.values)
    people = mentioned(text, found)
    entry = append(found, kind=EntryKind.NOTE, came_by=CameBy.VISIT, text=text, at=at, by=by)
    found.save(update_fields=["changed_at", "search"])
    tell(people, ticket=found, entry=entry, at=at, by=by)
    return entry
