"""An answer that did not arrive goes once more, because staff say so."""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import email_key
from quen.kernel.sentences import gettext_noop
from quen.shops.history import remember
from quen.tickets.choices import CameBy, MailState, TicketState
from quen.tickets.errors import BadTicket
from quen.tickets.find import held
from quen.tickets.models import Mail

_AGAIN = (MailState.REFUSED, MailState.UNKNOWN)


@transaction.atomic
def send_again(*, ticket: int, entry: int, address: str, at: datetime, by: Actor) -> Mail:
    """Put it into the outbox anew, by e-mail to this address, by Zalo to her. Raises NoSuchTicket, BadTicket for what
    is under way or sent."""
    found = held(ticket, states=TicketState.values)
    row = Mail.objects.select_for_update().filter(entry=entry, entry__ticket=ticket, state__in=_AGAIN).first()
    to = row.address if row is not None and row.way == CameBy.ZALO else email_key(address)
    if row is None or to is None or len(to) > 200:
        raise BadTicket(gettext_noop("This answer cannot be sent again, or the address is not complete."))
    remember({"address": (row.address, to)}, of=f"ticket.{ticket}", by=by)
    row.address, row.state, row.attempts, row.next_at = to, MailState.READY, 0, at
    row.save(update_fields=["address", "state", "attempts", "next_at"])
    if row.way == CameBy.EMAIL:
        found.contact_email = to
        found.save(update_fields=["contact_email"])
    return row
