"""Who was answered by e-mail is asked how it was, once it is settled: one letter with a signed link, not every week.

The link needs the shop's public address, which `messages/` knows; without it, or with the e-mail channel off, nobody is
asked by letter. On her own page a member finds the same questions.
"""

from datetime import timedelta

from django.utils import timezone

from quen.events.models import Event
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.settings import account_of, public_url
from quen.tickets.choices import CameBy, EntryKind, MailState, TicketState
from quen.tickets.entries import append
from quen.tickets.mail_names import name_of_mail
from quen.tickets.models import Entry, Mail, Ticket
from quen.tickets.rate import token_of
from quen.tickets.words import ASKS_FOR_RATING, in_language

FRESH = timedelta(days=2)
NOT_AGAIN_WITHIN = timedelta(days=14)
PATH = "/m/rate/"


def rating_reader() -> Reader:
    """The reader for the registry."""
    return Reader(name="ticket ratings", take=_take, kinds=frozenset({"ticket.solved"}), batch=100_000)


def _take(batch: Batch) -> None:
    url = public_url()
    if not url or not account_of(Channel.EMAIL).is_on:
        return
    for event in batch.events().filter(happened_at__gte=timezone.now() - FRESH):
        _ask(event, url)


def _ask(event: Event, url: str) -> None:
    rows = Ticket.objects.select_for_update(of=("self",)).filter(
        pk=event.subject or 0, state=TicketState.SOLVED
    )
    ticket = rows.exclude(contact_email="").filter(rating=None).first()
    if ticket is None or _was_asked(ticket, event):
        return
    text = in_language(
        ASKS_FOR_RATING, ticket.language, most=2_000, link=f"{url}{PATH}{token_of(ticket.pk)}/"
    )
    entry = append(
        ticket, kind=EntryKind.OUT, came_by=CameBy.EMAIL, text=text, at=event.happened_at, by=SYSTEM,
        message_id=name_of_mail(),
    )  # fmt: skip
    Mail.objects.create(
        entry=entry, address=ticket.contact_email, state=MailState.READY, next_at=event.happened_at
    )


def was_asked_by_letter(ticket: Ticket) -> bool:
    """Whether the letter of this very ticket asked how it was."""
    asked = Entry.objects.filter(ticket=ticket, kind=EntryKind.OUT, by=str(SYSTEM), text__contains=PATH)
    return asked.exists()


def _was_asked(ticket: Ticket, event: Event) -> bool:
    """Whether this address was asked about any ticket of late."""
    since = event.happened_at - NOT_AGAIN_WITHIN
    asked = Entry.objects.filter(kind=EntryKind.OUT, by=str(SYSTEM), at__gte=since, text__contains=PATH)
    return asked.filter(mail__address=ticket.contact_email).exists()
