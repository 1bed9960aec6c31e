"""A ticket sleeps until a time, or until the customer writes. Its clocks go on: a promise is not put off by that."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.tickets.errors import BadTicket
from quen.tickets.events import TicketSnoozed
from quen.tickets.find import held
from quen.tickets.models import Ticket

LONGEST = timedelta(days=366)


@transaction.atomic
def snooze(*, ticket: int, until: datetime | None, at: datetime, by: Actor) -> Ticket:
    """Let it leave the lists until then, with None until she writes; her word wakes it in any case.

    Raises NoSuchTicket, TicketIsElsewhere, BadTicket for a time that is past or more than a year away.
    """
    if until is not None and not at < until <= at + LONGEST:
        raise BadTicket(gettext_noop("Choose a time from now on, within a year."))
    found = held(ticket)
    found.is_asleep, found.wakes_at = True, until
    found.save(update_fields=["is_asleep", "wakes_at"])
    emit(
        TicketSnoozed(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, until=until.isoformat() if until else "",
        )
    )  # fmt: skip
    return found


@transaction.atomic
def wake(*, ticket: int) -> Ticket:
    """Bring it back into the lists now. Raises NoSuchTicket, TicketIsElsewhere."""
    found = held(ticket)
    found.is_asleep, found.wakes_at = False, None
    found.save(update_fields=["is_asleep", "wakes_at"])
    return found
