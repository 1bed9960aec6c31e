"""It is settled; and after some days without another word it is closed."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.events.emit import emit, emit_all
from quen.kernel.actor import SYSTEM, Actor
from quen.tickets import sla
from quen.tickets.choices import TicketState
from quen.tickets.events import TicketClosed, TicketSolved
from quen.tickets.find import CLOCKS, clocks_of, held, is_in_time, wind
from quen.tickets.models import Ticket
from quen.tickets.promises import promises

CLOSES_AFTER = timedelta(days=7)
_MOST = 500


@transaction.atomic
def solve(*, ticket: int, at: datetime, by: Actor) -> Ticket:
    """Say that it is settled; she may still say that it is not. Raises NoSuchTicket, TicketIsElsewhere."""
    found = held(ticket)
    clocks = clocks_of(found)
    in_time = clocks.left is not None or is_in_time(clocks.solve_due, at)
    promised = promises()
    found.state, found.solved_at, found.changed_at = TicketState.SOLVED, at, at
    wind(found, sla.stopped(clocks, at, promised.hours), promised)
    found.save(update_fields=[*CLOCKS, "state", "solved_at", "changed_at"])
    emit(
        TicketSolved(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, is_in_time=in_time,
        )
    )  # fmt: skip
    return found


@transaction.atomic
def close_due(*, at: datetime, most: int = _MOST) -> int:
    """Close what was solved long enough ago; how many. One look at an index where there is nothing."""
    rows = Ticket.objects.select_for_update(skip_locked=True).filter(
        state=TicketState.SOLVED, solved_at__lte=at - CLOSES_AFTER
    )
    found = list(rows.order_by("solved_at")[:most])
    Ticket.objects.filter(pk__in=[one.pk for one in found]).update(state=TicketState.CLOSED, closed_at=at)
    emit_all(
        TicketClosed(
            at=at, by=SYSTEM, customer=one.customer_id, store=one.store_id, subject=one.pk, ticket=one.pk,
            ticket_kind=one.kind, topic=one.topic,
        )
        for one in found
    )  # fmt: skip
    return len(found)
