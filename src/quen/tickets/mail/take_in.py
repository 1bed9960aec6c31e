"""A letter is taken in, once: to the ticket it answers, or as a new one."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, ProgrammingError, transaction
from django.utils.translation import gettext_noop

from quen.events.emit import emit_all
from quen.kernel.actor import SYSTEM
from quen.tickets.choices import CameBy, MailState
from quen.tickets.entries import MOST_LETTERS
from quen.tickets.events import MailCameBack
from quen.tickets.mail.automatic import fate_of, ours_in
from quen.tickets.mail.bounce import bounces_in
from quen.tickets.mail.letter import File, Letter, Unreadable, read
from quen.tickets.mail_models import Attachment, Fate, IncomingMail, Mailbox
from quen.tickets.mail_names import is_ours, kept_name, ticket_in
from quen.tickets.models import Entry, Mail, Ticket
from quen.tickets.open_ticket import Contact, Matter, Origin, open_ticket
from quen.tickets.reply import reply
from quen.tickets.words import in_shops_language

log = logging.getLogger(__name__)

MOST_AN_HOUR = 20
"""Letters of one sender in an hour; more is a loop or an attack."""
WITHOUT_WORDS = gettext_noop("(no words)")
LEFT_OUT = gettext_noop("Files left out: %(names)s")
_OUTAGES = (OperationalError, InterfaceError, ProgrammingError, OSError, MemoryError)
"""The database went away, or is not yet as this version wants it: no letter is to blame, and it is brought again."""


@dataclass(frozen=True)
class Taken:
    """What became of it, and its ticket. `is_new`: it had not been brought before."""

    fate: Fate
    ticket: int | None
    is_new: bool = True


def take_in(raw: bytes, *, at: datetime) -> Taken:
    """Take one letter in; brought again, it is as if nobody had brought it. Never raises for what the bytes are."""
    try:
        return _taken(read(raw), at)
    except Unreadable:
        return _noted(raw, at)
    except _OUTAGES:
        raise
    except Exception:  # whatever is strange in this one, the letters after it are to be read
        log.exception("a letter could not be taken in")
        return _noted(raw, at)


@transaction.atomic
def _taken(letter: Letter, at: datetime) -> Taken:
    row = IncomingMail(
        message_id=letter.message_id,
        sender=letter.sender,
        subject=letter.subject[:200],
        fate=Fate.ADDED,
        at=at,
    )
    if not _is_first(row):
        known = IncomingMail.objects.get(message_id=letter.message_id)
        return Taken(Fate(known.fate), known.ticket, is_new=False)
    fate = fate_of(letter, own_addresses()) or _flood(letter, at)
    if fate is not None:
        if fate == Fate.BOUNCE:
            _came_back(letter, at)
        return _ended(row, fate, None)
    return _heard(row, letter, at)


def own_addresses() -> frozenset[str]:
    """From which letters are our own. One query."""
    box = Mailbox.objects.filter(pk=1).first()
    said = [] if box is None else [box.user, *box.own_addresses.split()]
    return frozenset(address.strip().casefold() for address in said if "@" in address)


def ticket_of(letter: Letter) -> Ticket | None:
    """The ticket it answers: by the mark in its subject, else by the letters it names."""
    marked = ticket_in(letter.subject)
    if marked is not None:
        return Ticket.objects.filter(pk=marked).first()
    names = [_as_kept(name) for name in letter.names]
    entry = Entry.objects.filter(message_id__in=names).select_related("ticket").order_by("-pk").first()
    return entry.ticket if entry else None


def _heard(row: IncomingMail, letter: Letter, at: datetime) -> Taken:
    text, found = _words(letter), ticket_of(letter)
    if found is not None:
        entry = reply(
            ticket=found.pk, text=text, html=letter.html, came_by=CameBy.EMAIL, at=at, by=SYSTEM,
            message_id=letter.message_id, in_reply_to=_as_kept(letter.names[0]) if letter.names else "",
        )  # fmt: skip
        _keep_files(entry, letter.files)
        return _ended(row, Fate.ADDED, entry.ticket_id)
    origin = Origin("email", None, f"mail:{letter.message_id}"[:200], letter.message_id, letter.html)
    ticket = open_ticket(
        matter=Matter(text=text, subject=letter.subject), came_by=CameBy.EMAIL, at=at, by=SYSTEM,
        contact=Contact(name=letter.sender_name, email=letter.sender),
        origin=origin,
    )  # fmt: skip
    _keep_files(Entry.objects.filter(ticket=ticket).earliest("pk"), letter.files)
    return _ended(row, Fate.OPENED, ticket.pk)


def _words(letter: Letter) -> str:
    text = letter.text or letter.subject or in_shops_language(WITHOUT_WORDS)
    if not letter.left_out:
        return text
    below = f"\n\n{in_shops_language(LEFT_OUT, names=', '.join(letter.left_out))}"
    return text[: MOST_LETTERS - len(below)] + below


def _keep_files(entry: Entry, files: tuple[File, ...]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            entry=entry, name=file.name, size=len(file.content), content=file.content,
            digest=hashlib.sha256(file.content).hexdigest(),
        )
        for file in files
    )  # fmt: skip


def _flood(letter: Letter, at: datetime) -> Fate | None:
    """A letter without a sender cannot be answered; one of very many is a loop."""
    if not letter.sender:
        return Fate.UNREADABLE
    lately = IncomingMail.objects.filter(sender=letter.sender, at__gt=at - timedelta(hours=1))
    return Fate.FLOOD if lately.count() > MOST_AN_HOUR else None


def _came_back(letter: Letter, at: datetime) -> None:
    """Answers of ours that did not arrive are marked, so that staff see it on the ticket; and the story tells what came
    back, so that offers are not written there either."""
    found = bounces_in(letter)
    emit_all(
        MailCameBack(
            at=at, by=SYSTEM, address=each.address, letter=each.letter, is_hard=each.is_hard, detail=each.detail
        )
        for each in found
        if each.is_failed and each.letter
    )  # fmt: skip
    if found and not any(each.is_failed for each in found):
        return
    ours = Mail.objects.filter(
        entry__message_id__in=ours_in(letter), state__in=(MailState.SENT, MailState.UNKNOWN)
    )
    ours.update(state=MailState.REFUSED, detail=letter.subject[:300])


def _is_first(row: IncomingMail) -> bool:
    """Write the row; the unique name decides between two who bring one letter at the same moment."""
    IncomingMail.objects.bulk_create([row], ignore_conflicts=True)
    found = IncomingMail.objects.select_for_update().get(message_id=row.message_id)
    if found.at != row.at or found.ticket is not None or found.fate != Fate.ADDED:
        return False
    row.pk = found.pk
    return True


def _noted(raw: bytes, at: datetime) -> Taken:
    """The letter is known by its bytes from now on, and nothing else of it is kept."""
    _row, is_new = IncomingMail.objects.get_or_create(
        message_id=f"sha256.{hashlib.sha256(raw).hexdigest()}", defaults={"fate": Fate.UNREADABLE, "at": at}
    )
    return Taken(Fate.UNREADABLE, None, is_new=is_new)


def _ended(row: IncomingMail, fate: Fate, ticket: int | None) -> Taken:
    IncomingMail.objects.filter(pk=row.pk).update(fate=fate, ticket=ticket)
    return Taken(fate, ticket)


def _as_kept(name: str) -> str:
    return kept_name(name) if is_ours(name) else name
