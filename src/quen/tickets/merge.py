"""Two tickets of one customer about one matter become one, and can be taken apart again without loss.

Entries stay where they were said and are read together; the merged ticket is closed meanwhile, and what is written to
it goes to the other. Taking apart gives it back its state and its clocks.
"""

from datetime import datetime

from django.db import transaction
from django.utils.dateparse import parse_datetime

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.tickets import sla
from quen.tickets.choices import TicketState
from quen.tickets.errors import BadTicket, TicketIsElsewhere
from quen.tickets.events import TicketsMerged, TicketsUnmerged
from quen.tickets.find import CLOCKS, clocks_of, held, wind
from quen.tickets.models import Ticket, TicketMerge
from quen.tickets.promises import promises
from quen.tickets.reply import reopened, save_reopened


@transaction.atomic
def merge(*, ticket: int, into: int, at: datetime, by: Actor) -> Ticket:
    """Let `ticket` count as `into` from now on; where it waited for an answer, `into` does, and no later than it did.

    Raises NoSuchTicket, TicketIsElsewhere, and BadTicket for two customers, or for one that others were merged into.
    """
    if ticket == into:
        raise BadTicket(gettext_noop("A ticket cannot be merged into itself. Choose another."))
    both = {number: held(number, states=TicketState.values) for number in sorted((ticket, into))}
    found, other = both[ticket], both[into]
    _refuse_unfit(found, other)
    was_open, due = found.state == TicketState.OPEN, found.due_at
    TicketMerge.objects.create(ticket=found, into=other, was=_kept(found), at=at, by=str(by))
    found.merged_into, found.state, found.solved_at, found.closed_at = other, TicketState.CLOSED, at, at
    found.due_at = found.alarm_at = None
    found.save(update_fields=["merged_into", "state", "solved_at", "closed_at", "due_at", "alarm_at"])
    if was_open and due is not None:
        _answer_by(other, due, at)
    emit(
        TicketsMerged(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, into=other.pk,
        )
    )  # fmt: skip
    return other


@transaction.atomic
def unmerge(*, ticket: int, at: datetime, by: Actor) -> Ticket:
    """Take it out again, as it was. Raises NoSuchTicket, TicketIsElsewhere for one that is not merged."""
    found = held(ticket, states=TicketState.values)
    kept = TicketMerge.objects.filter(ticket=found).first()
    if kept is None:
        raise TicketIsElsewhere(gettext_noop("This ticket stands alone already. Open it again."))
    was = kept.was
    found.merged_into, found.state, found.left_seconds = None, was["state"], was["left_seconds"]
    found.solved_at, found.closed_at = _moment(was["solved_at"]), _moment(was["closed_at"])
    promised = promises()
    wind(found, clocks_of(found), promised)
    found.save(update_fields=[*CLOCKS, "merged_into", "state", "solved_at", "closed_at"])
    kept.delete()
    emit(
        TicketsUnmerged(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, into=kept.into_id,
        )
    )  # fmt: skip
    return found


def _refuse_unfit(found: Ticket, other: Ticket) -> None:
    if found.merged_into_id or other.merged_into_id or TicketMerge.objects.filter(into=found).exists():
        raise BadTicket(gettext_noop("One of the two is merged already. Take it apart first."))
    if not _is_one_customer(found, other):
        raise BadTicket(
            gettext_noop("The two tickets are of two customers. Only tickets of one can be merged.")
        )


def _is_one_customer(one: Ticket, other: Ticket) -> bool:
    first, second = _root(one), _root(other)
    if first is not None and second is not None:
        return first == second
    return any(
        getattr(one, way) and getattr(one, way) == getattr(other, way)
        for way in ("contact_phone", "contact_email", "contact_zalo")
    )


def _root(ticket: Ticket) -> int | None:
    her = ticket.customer
    return None if her is None else her.root_id or her.pk


def _kept(ticket: Ticket) -> dict[str, str | int | None]:
    return {
        "state": ticket.state,
        "left_seconds": ticket.left_seconds,
        "solved_at": ticket.solved_at.isoformat() if ticket.solved_at else None,
        "closed_at": ticket.closed_at.isoformat() if ticket.closed_at else None,
    }


def _answer_by(other: Ticket, due: datetime, at: datetime) -> None:
    """The other waits for an answer now, by the earlier of both promises."""
    promised = promises()
    if other.state != TicketState.OPEN:
        reopened(other, at)
    clocks = sla.resumed(clocks_of(other), at, promised.hours)
    wind(other, sla.sooner(clocks, due), promised)
    save_reopened(other)


def _moment(written: str | None) -> datetime | None:
    return parse_datetime(written) if written else None
