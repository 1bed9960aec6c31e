"""Tickets as the API shows them."""

from quen.api.tickets.shapes import Entry, Ticket, WholeTicket
from quen.tickets import models
from quen.tickets.choices import CameBy, EntryKind
from quen.tickets.reads import entries_of

_MOST = 200


def rendered(ticket: models.Ticket) -> Ticket:
    """Without what was said in it."""
    return Ticket.model_validate(_facts(ticket))


def whole(ticket: models.Ticket) -> WholeTicket:
    """With what was said in it. One query."""
    rows = entries_of(ticket).exclude(kind=EntryKind.NOTE).order_by("-at", "-pk")[:_MOST]
    return WholeTicket.model_validate(
        {**_facts(ticket), "entries": [entry_of(one) for one in reversed(rows)]}
    )


def entry_of(said: models.Entry) -> Entry:
    """One thing said."""
    return Entry(
        id=said.pk, kind=EntryKind(said.kind), heard=CameBy(said.came_by), text=said.text, at=said.at
    )


def _facts(ticket: models.Ticket) -> dict[str, object]:
    her = ticket.customer
    same = (
        "kind", "topic", "priority", "state", "subject", "language", "is_proven", "opened_at", "due_at", "solved_at",
    )  # fmt: skip
    return {
        "id": ticket.pk,
        "heard": ticket.came_by,
        "customer": None if her is None else her.root_id or her.pk,
        "store": ticket.store_id,
        "staff": ticket.owner_id,
        **{name: getattr(ticket, name) for name in same},
    }
