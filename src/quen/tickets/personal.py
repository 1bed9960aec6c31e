"""What this room keeps about persons, who may have written from an address without being a customer yet."""

from django.db.models import Q
from django.utils import timezone

from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop
from quen.tickets.choices import LIVE, TicketState
from quen.tickets.models import Ticket

_COUNTED = gettext_noop("That somebody asked and how soon it was solved is counted; every word is erased.")
_WAYS = ("contact_phone", "contact_email", "contact_zalo")
_AT_TICKET = tuple(f"ticket__{way}" for way in _WAYS)
_AT_ENTRY = tuple(f"entry__{each}" for each in _AT_TICKET)

KEPT = (
    Kept(
        model="tickets.attachment",
        of=("entry__ticket__customer",), at=_AT_ENTRY,
        called=gettext_noop("Files sent with letters"), tells=("entry_id", "name", "size"), fate=Fate.GONE,
    ),
    Kept(
        model="tickets.mail",
        of=("entry__ticket__customer",),
        at=("address", *_AT_ENTRY),
        called=gettext_noop("Letters sent to her"), tells=("sent_at", "address", "state"), fate=Fate.BLANKED,
        blanks=("address", "detail", "provider_id"), because=_COUNTED,
    ),
    Kept(
        model="tickets.incomingmail", at=("sender",), called=gettext_noop("Letters that came in"),
        tells=("at", "sender", "subject", "fate"), fate=Fate.GONE,
    ),
    Kept(
        model="tickets.entry",
        of=("ticket__customer",), at=_AT_TICKET,
        called=gettext_noop("What was written in tickets"), tells=("ticket_id", "at", "kind", "came_by", "text"),
        fate=Fate.BLANKED, blanks=("html", "message_id", "in_reply_to"), dashes=("text",), because=_COUNTED,
    ),
    Kept(
        model="tickets.rating",
        of=("ticket__customer",), at=_AT_TICKET,
        called=gettext_noop("Ratings of answers"), tells=("at", "score", "verdict", "words"), fate=Fate.BLANKED,
        blanks=("words",), because=_COUNTED,
    ),
    Kept(
        model="tickets.recoveryoffer", of=("ticket__customer",), called=gettext_noop("What was offered to make up"),
        tells=("asked_at", "points", "worth_minor", "words", "state"), fate=Fate.BLANKED, blanks=("words",),
        plain=("voucher_kind",), because=_COUNTED,
    ),
    Kept(
        model="tickets.ticketmerge", of=("ticket__customer",), called=gettext_noop("Tickets put together"),
        tells=("ticket_id", "into_id", "at"), fate=Fate.BLANKED, blanks=("was",),
    ),
    Kept(
        model="tickets.ticket",
        of=("customer",), at=_WAYS, called=gettext_noop("Tickets"),
        tells=("id", "opened_at", "kind", "kind_words", "topic", "subject", "contact_name", "contact_phone",
               "contact_email", "contact_zalo", "state", "solved_at"),
        fate=Fate.BLANKED,
        blanks=("contact_name", *_WAYS, "kind_words", "search"), dashes=("subject",),
        plain=("language", "role", "source_kind", "key", "routed"), because=_COUNTED,
    ),
)  # fmt: skip
NOBODY = frozenset(
    {
        "tickets.cannedanswer", "tickets.capacity", "tickets.macro", "tickets.mailbox", "tickets.presence",
        "tickets.recoverylimit", "tickets.routingrule", "tickets.specialday", "tickets.target",
        "tickets.ticketlink", "tickets.ticketsettings",
    }
)  # fmt: skip


def erase_more(person: Person) -> None:
    """Nobody answers whom nobody knows: what is open is closed."""
    addresses = person.addresses
    hers = Q(customer__in=person.customers)
    for way in _WAYS:
        hers |= Q(**{f"{way}__in": addresses})
    now = timezone.now()
    Ticket.objects.filter(hers, state__in=LIVE).update(
        state=TicketState.CLOSED, solved_at=now, closed_at=now, due_at=None, alarm_at=None, is_asleep=False,
        wakes_at=None,
    )  # fmt: skip
