"""A ticket by its number, held for a change; and its clocks, read and written."""

from collections.abc import Collection
from datetime import datetime, timedelta

from quen.kernel.sentences import gettext_noop
from quen.tickets import sla
from quen.tickets.choices import LIVE, TicketState
from quen.tickets.errors import NoSuchTicket, TicketIsElsewhere
from quen.tickets.models import Ticket
from quen.tickets.promises import Promises

CLOCKS = (
    "first_due_at", "first_answered_at", "next_due_at", "solve_due_at", "left_seconds", "due_at", "alarm_at",
    "escalated_at",
)  # fmt: skip
"""The fields that `wind` writes."""


def held(ticket: int, *, states: Collection[str] = LIVE) -> Ticket:
    """The ticket, held until the transaction ends. Raises NoSuchTicket, and TicketIsElsewhere in any other state."""
    found = Ticket.objects.select_for_update().filter(pk=ticket).first()
    if found is None:
        raise NoSuchTicket(
            gettext_noop("There is no ticket number %(ticket)s. Open the list again."), ticket=ticket
        )
    if found.state not in states:
        raise TicketIsElsewhere(
            gettext_noop("Ticket %(ticket)s is no longer as you saw it. Nothing was changed; open it again."),
            ticket=found.pk,
        )
    return found


def clocks_of(ticket: Ticket) -> sla.Clocks:
    """Where its clocks stand."""
    return sla.Clocks(
        first_due=ticket.first_due_at,
        solve_due=ticket.solve_due_at,
        is_first_open=ticket.first_answered_at is None,
        next_due=ticket.next_due_at,
        left=None if ticket.left_seconds is None else timedelta(seconds=ticket.left_seconds),
    )


def wind(ticket: Ticket, clocks: sla.Clocks, promised: Promises) -> None:
    """Set the clocks on the ticket, which is not written. They are looked at in the open state alone."""
    before = ticket.due_at
    ticket.first_due_at, ticket.solve_due_at = clocks.first_due, clocks.solve_due
    ticket.next_due_at = clocks.next_due
    ticket.left_seconds = None if clocks.left is None else int(clocks.left.total_seconds())
    is_running = ticket.state == TicketState.OPEN
    ticket.due_at = sla.due(clocks) if is_running else None
    promise = promised.of(ticket.priority)
    ticket.alarm_at = sla.alarm(clocks, promise, promised.hours) if is_running else None
    if ticket.due_at != before:
        ticket.escalated_at = None


def is_in_time(due_at: datetime, at: datetime) -> bool:
    """Whether something done then kept the promise."""
    return at <= due_at
