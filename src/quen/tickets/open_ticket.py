"""A customer is heard: a ticket is opened, once for a key."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import email_key, search_key, tidy
from quen.kernel.phone import to_e164
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import recognise, recognition
from quen.shops.roles import Role
from quen.tickets import sla
from quen.tickets.choices import CameBy, EntryKind, Priority, TicketKind, Topic, usual_priority
from quen.tickets.complaint import complaint_in
from quen.tickets.entries import append, checked
from quen.tickets.errors import BadTicket
from quen.tickets.events import TicketOpened
from quen.tickets.find import wind
from quen.tickets.language import language_of
from quen.tickets.models import Ticket
from quen.tickets.promises import Promises, promises
from quen.tickets.route import as_kept, route, whoever_is_there
from quen.tickets.topic import UNSORTED, topic_of

MOST_SUBJECT = 200
SHE_WROTE = frozenset({CameBy.EMAIL, CameBy.CHAT, CameBy.SMS, CameBy.ZALO, CameBy.WEB, CameBy.MEMBER})
"""Ways on which a matter is a request until somebody says more: her words may say that it is a complaint."""
BETWEEN_WORDS = " · "


@dataclass(frozen=True)
class Contact:
    """How she may be answered, as she or staff wrote it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    zalo: str = ""


@dataclass(frozen=True)
class Matter:
    """What it is about. Without a priority a complaint is high and everything else normal, unless a rule says more.

    `language`: that of the page or the shop, which holds where the words themselves do not tell. `all_she_said`: where
    the text is only the beginning of it.
    """

    text: str
    subject: str = ""
    kind: TicketKind = TicketKind.REQUEST
    topic: Topic = Topic.OTHER
    priority: Priority | None = None
    language: str = "vi"
    all_she_said: str = ""


@dataclass(frozen=True)
class Origin:
    """What made it, so that it is made once: a survey's answer, an e-mail, another system's key."""

    kind: str = ""
    id: int | None = None
    key: str = ""
    message_id: str = ""
    html: str = ""


@transaction.atomic
def open_ticket(
    *,
    matter: Matter,
    came_by: CameBy,
    at: datetime,
    by: Actor,
    customer: int | None = None,
    contact: Contact | None = None,
    is_proven: bool = False,
    store: int | None = None,
    owner: int | None = None,
    role: Role | None = None,
    origin: Origin | None = None,
    is_somebodys: bool = False,
) -> Ticket:
    """Open a ticket with its first entry; one with the same `origin.key` is returned as it is, and nothing told again.

    Without `customer`, whoever has the contact's phone or e-mail is taken for her, and nobody is written down for a
    stranger. Without `owner` and `role` the shop's rules find somebody; where none fits, it waits for the team, or, if
    it `is_somebodys`, goes to whoever is there with the fewest open. Raises BadTicket, NoSuchCustomer.
    """
    whence, ways = origin or Origin(), _ways(contact or Contact())
    if whence.key and (made := _made(whence.key)) is not None:
        return made
    her = root_of(customer) if customer is not None else _known(ways)
    promised, words = promises(), _complaint_words(matter, came_by, whence)
    kind = TicketKind.COMPLAINT if words else matter.kind
    ticket = Ticket(
        kind=kind, topic=_topic(matter, came_by), priority=matter.priority or usual_priority(kind), came_by=came_by,
        kind_words=words,
        subject=_subject(matter), language=language_of(matter.text, otherwise=matter.language), customer=her,
        is_proven=is_proven, contact_name=ways.name[:200], contact_phone=ways.phone, contact_email=ways.email,
        contact_zalo=ways.zalo, store_id=store, owner_id=owner, role=role or Role.SUPPORT, source_kind=whence.kind,
        source_id=whence.id, key=whence.key, opened_at=at, opened_by=str(by), changed_at=at,
    )  # fmt: skip
    ticket.search = search_key(f"{ticket.subject} {ways.name} {ways.phone} {ways.email} {her or ''}")
    if owner is None and role is None:
        _find_somebody(ticket, matter, promised, at, is_somebodys=is_somebodys)
    wind(ticket, sla.start(at, promised.of(ticket.priority), promised.hours), promised)
    try:
        with transaction.atomic():
            ticket.save(force_insert=True)
    except IntegrityError:  # another wrote the same key at the same moment
        if whence.key and (made := _made(whence.key)) is not None:
            return made
        raise
    _say_first(ticket, matter, whence, at, by)
    return ticket


def _say_first(ticket: Ticket, matter: Matter, whence: Origin, at: datetime, by: Actor) -> None:
    append(
        ticket, kind=EntryKind.IN, came_by=CameBy(ticket.came_by), text=matter.text, html=whence.html, at=at, by=by,
        message_id=whence.message_id,
    )  # fmt: skip
    ticket.save(update_fields=["search", "changed_at"])
    emit(
        TicketOpened(
            at=at, by=by, customer=ticket.customer_id, store=ticket.store_id, subject=ticket.pk, ticket=ticket.pk,
            ticket_kind=ticket.kind, topic=ticket.topic, channel=ticket.came_by, priority=ticket.priority,
        )
    )  # fmt: skip


def _topic(matter: Matter, came_by: CameBy) -> Topic:
    """As it was given; where nobody could choose one, as the words tell."""
    is_read = matter.topic == Topic.OTHER and came_by in UNSORTED
    return topic_of(f"{matter.subject}\n{matter.text}") if is_read else matter.topic


def _complaint_words(matter: Matter, came_by: CameBy, whence: Origin) -> str:
    """The words by which it is a complaint though nobody said so; of what staff took out of a ticket they said it."""
    is_read = matter.kind == TicketKind.REQUEST and came_by in SHE_WROTE and whence.kind != "split"
    said = f"{matter.subject}\n{matter.all_she_said or matter.text}"
    return BETWEEN_WORDS.join(complaint_in(said))[:MOST_SUBJECT] if is_read else ""


def _find_somebody(
    ticket: Ticket, matter: Matter, promised: Promises, at: datetime, *, is_somebodys: bool
) -> None:
    """Let the rules say whose it is, and how urgent where nobody said so."""
    decision = route(ticket, at=at, hours=promised.hours)
    if decision is None and is_somebodys:
        decision = whoever_is_there(ticket, at=at, hours=promised.hours)
    if decision is None:
        return
    ticket.role, ticket.owner_id, ticket.routed = decision.rule.role, decision.staff, dict(as_kept(decision))
    if matter.priority is None and decision.rule.priority:
        ticket.priority = decision.rule.priority


def _made(key: str) -> Ticket | None:
    return Ticket.objects.filter(key=key).first()


def _subject(matter: Matter) -> str:
    """As it was given, else the first words of what was said."""
    said = tidy(matter.subject) or tidy(checked(matter.text).split("\n", 1)[0])
    return said if len(said) <= MOST_SUBJECT else f"{said[: MOST_SUBJECT - 1]}…"


def _ways(contact: Contact) -> Contact:
    """The contact in the one form it is kept in. Raises BadTicket for what is neither a number nor an address."""
    phone, email = contact.phone.strip(), contact.email.strip()
    number, address = to_e164(phone) if phone else "", email_key(email) if email else ""
    if number is None or address is None or len(address) > MOST_SUBJECT:
        raise BadTicket(
            gettext_noop("Check the phone number and the e-mail address; one of them is not complete.")
        )
    return Contact(tidy(contact.name), number, address, contact.zalo)


def _known(ways: Contact) -> Customer | None:
    pairs = ((IdentityKind.PHONE, ways.phone), (IdentityKind.EMAIL, ways.email))
    found = (recognise(recognition(kind, written)) for kind, written in pairs if written)
    return next((one for one in found if one is not None), None)
