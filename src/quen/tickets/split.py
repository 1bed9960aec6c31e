"""One message becomes a ticket of its own; and tickets that belong together are linked."""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.history import remember
from quen.tickets.choices import CameBy, EntryKind, TicketKind, TicketState, Topic
from quen.tickets.errors import BadTicket
from quen.tickets.find import held
from quen.tickets.models import Entry, Ticket, TicketLink
from quen.tickets.open_ticket import Contact, Matter, Origin, open_ticket
from quen.tickets.together_models import LinkKind


@transaction.atomic
def split(*, ticket: int, entry: int, subject: str, at: datetime, by: Actor) -> Ticket:
    """Open a ticket with what she said in one entry, which stays where it is; done again, it is the same ticket.

    The new one's clocks begin when she said it: splitting buys no time. Raises NoSuchTicket, BadTicket.
    """
    found = held(ticket, states=TicketState.values)
    said = Entry.objects.filter(pk=entry, ticket=found, kind=EntryKind.IN).first()
    if said is None:
        raise BadTicket(gettext_noop("Only something the customer said can become a ticket of its own."))
    made = open_ticket(
        matter=Matter(
            text=said.text, subject=subject, kind=TicketKind(found.kind), topic=Topic(found.topic),
            language=found.language,
        ),
        came_by=CameBy(said.came_by), at=said.at, by=by, customer=found.customer_id, is_proven=found.is_proven,
        contact=Contact(found.contact_name, found.contact_phone, found.contact_email, found.contact_zalo),
        store=found.store_id, owner=found.owner_id, origin=Origin("split", said.pk, f"split:{said.pk}", html=said.html),
    )  # fmt: skip
    link(ticket=found.pk, other=made.pk, kind=LinkKind.SPLIT, at=at, by=by)
    return made


@transaction.atomic
def link(
    *, ticket: int, other: int, at: datetime, by: Actor, kind: LinkKind = LinkKind.RELATED
) -> TicketLink:
    """Say that two belong together; said again, it stays as it is. Raises NoSuchTicket, BadTicket."""
    if ticket == other:
        raise BadTicket(gettext_noop("A ticket cannot be linked with itself. Choose another."))
    first, second = (held(number, states=TicketState.values) for number in sorted((ticket, other)))
    row, is_new = TicketLink.objects.get_or_create(
        first=first, second=second, defaults={"kind": kind, "at": at, "by": str(by)}
    )
    if is_new:
        remember({"linked": (None, other)}, of=f"ticket.{ticket}", by=by)
    return row


@transaction.atomic
def unlink(*, ticket: int, other: int, by: Actor) -> None:
    """They do not belong together after all."""
    first, second = sorted((ticket, other))
    gone, _of_each = TicketLink.objects.filter(first=first, second=second).delete()
    if gone:
        remember({"linked": (other, None)}, of=f"ticket.{ticket}", by=by)
