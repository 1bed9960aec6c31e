"""Somebody else looks after it."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role
from quen.tickets.errors import BadTicket
from quen.tickets.events import TicketAssigned
from quen.tickets.find import held
from quen.tickets.models import Ticket


@transaction.atomic
def assign(*, ticket: int, owner: int | None, at: datetime, by: Actor, role: Role | None = None) -> Ticket:
    """Give it to one of the staff, or with None back to its team; `role` changes the team.

    Raises NoSuchTicket, TicketIsElsewhere, and BadTicket for somebody who may not answer tickets.
    """
    found = held(ticket)
    if owner is not None:
        staff = Staff.objects.filter(pk=owner).first()
        if staff is None or not staff.may(Permission.ANSWER_TICKETS):
            raise BadTicket(gettext_noop("This person cannot answer tickets. Choose somebody else."))
    found.owner_id, found.role = owner, role or found.role
    found.save(update_fields=["owner", "role"])
    emit(
        TicketAssigned(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, staff=owner, role=found.role,
        )
    )  # fmt: skip
    return found
