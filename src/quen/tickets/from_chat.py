"""A chat becomes a ticket: what was said there are its entries, with their times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.tickets.choices import CameBy, EntryKind
from quen.tickets.models import Entry, Ticket
from quen.tickets.open_ticket import Contact, Matter, Origin, open_ticket


@dataclass(frozen=True)
class Said:
    """One line of the chat."""

    text: str
    at: datetime
    by: str
    is_hers: bool


@transaction.atomic
def open_from_chat(
    *,
    chat: int,
    said: Sequence[Said],
    contact: Contact,
    customer: int | None,
    is_proven: bool,
    store: int | None,
    owner: int | None,
    language: str,
    at: datetime,
    by: Actor,
) -> Ticket:
    """Open the chat's ticket, once; its clocks run from now. The first line is hers. Raises BadTicket."""
    first, *following = said
    ticket = open_ticket(
        matter=Matter(text=first.text, language=language, all_she_said=_hers(said)), came_by=CameBy.CHAT, at=at,
        by=by, customer=customer,
        contact=contact, is_proven=is_proven, store=store, owner=owner, origin=Origin("chat", chat, f"chat:{chat}"),
    )  # fmt: skip
    Entry.objects.bulk_create(
        Entry(
            ticket=ticket, kind=EntryKind.IN if line.is_hers else EntryKind.OUT, came_by=CameBy.CHAT, text=line.text,
            at=line.at, by=line.by,
        )
        for line in following
    )  # fmt: skip
    return ticket


def _hers(said: Sequence[Said]) -> str:
    return "\n".join(line.text for line in said if line.is_hers)
