"""Before a promise is broken somebody hears of it: a task for the managers, once for each deadline."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import SYSTEM
from quen.shops.roles import Role
from quen.tasks.create import create
from quen.tasks.models import TaskKind
from quen.tickets.choices import TicketState
from quen.tickets.events import TicketEscalated
from quen.tickets.models import Ticket
from quen.tickets.words import TASK_TITLES, in_shops_language

_MOST = 200


@transaction.atomic
def escalate_due(*, at: datetime, most: int = _MOST) -> int:
    """Tell of tickets the last quarter of whose time has begun; how many. One look at an index where there is none."""
    rows = Ticket.objects.select_for_update(skip_locked=True).filter(
        alarm_at__lte=at, escalated_at=None, state=TicketState.OPEN
    )
    found = list(rows.order_by("alarm_at")[:most])
    for ticket in found:
        _tell(ticket, at)
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in found]).update(escalated_at=at)
    return len(found)


def _tell(ticket: Ticket, at: datetime) -> None:
    due = ticket.due_at
    assert due is not None  # an open ticket has a running clock
    create(
        title=in_shops_language(TASK_TITLES["escalated"], ticket=ticket.pk, subject=ticket.subject),
        kind=TaskKind.FOLLOW_UP, due_at=due, by=SYSTEM, at=at, customer=ticket.customer_id, role=Role.MANAGER,
        store=ticket.store_id, remind_at=min(at, due), source_kind="ticket", source_id=ticket.pk,
        key=f"ticket-escalated:{ticket.pk}:{due.isoformat()}",
    )  # fmt: skip
    emit(
        TicketEscalated(
            at=at, by=SYSTEM, customer=ticket.customer_id, store=ticket.store_id, subject=ticket.pk, ticket=ticket.pk,
            ticket_kind=ticket.kind, topic=ticket.topic, due_at=due.isoformat(),
        )
    )  # fmt: skip
