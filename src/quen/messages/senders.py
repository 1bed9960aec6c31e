"""Who sent a text: how she is reached, who she is, and the tickets she has open this way."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from quen.kernel.phone import to_e164
from quen.messages.channel import Channel
from quen.messages.zalo_users import shared_by, who_is, zalo_number
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import Recognition, recognise
from quen.tickets.choices import LIVE, CameBy
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Contact

_CAME_BY = {Channel.SMS: CameBy.SMS, Channel.ZALO: CameBy.ZALO}


@dataclass(frozen=True)
class Sender:
    """`address`: a phone in E.164, or a number at Zalo."""

    channel: Channel
    address: str
    customer: Customer | None
    contact: Contact

    @property
    def came_by(self) -> CameBy:
        """What a ticket of hers says of how it came."""
        return _CAME_BY[self.channel]

    def live_tickets(self) -> QuerySet[Ticket]:
        """The ones of hers that came this way and are not settled, the newest first."""
        live = Ticket.objects.filter(came_by=self.came_by, state__in=LIVE, merged_into=None).order_by("-pk")
        if self.channel == Channel.ZALO:
            return live.filter(contact_zalo=self.address)
        return live.filter(contact_phone=self.address)


def address_of(channel: Channel, written: str) -> str | None:
    """The sender's address in the one form it is kept in; None for what is none."""
    return zalo_number(written) if channel == Channel.ZALO else to_e164(written)


def sender_at(channel: Channel, address: str, *, at: datetime) -> Sender:
    """Who writes from this address."""
    if channel == Channel.ZALO:
        return Sender(channel, address, who_is(address, at=at), shared_by(address))
    her = recognise(Recognition(IdentityKind.PHONE, address))
    return Sender(channel, address, her, Contact(phone=address))
