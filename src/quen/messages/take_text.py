"""A customer writes by SMS or Zalo: a stop ends offers at once and is proved, everything else is heard as a ticket."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.incoming_models import IncomingText, TextFate
from quen.messages.senders import Sender, address_of, sender_at
from quen.messages.settings import account_of
from quen.messages.stop_words import says_stop
from quen.messages.take_stop import end_refused_before, take_stop
from quen.shops.reads import current_business
from quen.tickets.open_ticket import Matter, Origin, open_ticket
from quen.tickets.reply import reply

MOST_AN_HOUR = 20
"""Texts of one sender in an hour by SMS; more is a machine."""
MOST_IN_A_CHAT = 100
"""The same on Zalo, where one sentence comes in pieces."""
MOST_TEXT = 2_000
MOST_SENDER = 40
_SENDERS = 7_091  # the first half of an advisory lock's key; the second is the sender


@dataclass(frozen=True)
class Heard:
    """One text as its carrier brought it; `id` is the carrier's own, empty where it has none."""

    channel: Channel
    sender: str
    text: str
    id: str = ""


@transaction.atomic
def take_text(heard: Heard, *, at: datetime) -> IncomingText:
    """Take it in, once however often it is brought. Never raises for what the bytes are."""
    text, written = _clean(heard.text)[:MOST_TEXT], _clean(heard.sender)
    address = address_of(heard.channel, written)
    row = IncomingText(
        channel=heard.channel, key=_key(heard, at), sender=address or written[:MOST_SENDER], text=text, at=at
    )
    _one_after_the_other(row)
    IncomingText.objects.bulk_create([row], ignore_conflicts=True)
    kept = IncomingText.objects.select_for_update().get(channel=row.channel, key=row.key)
    if kept.fate != TextFate.NEW:
        return kept
    if address is None or not kept.text:
        kept.fate = TextFate.UNREADABLE
    else:
        sender = sender_at(heard.channel, address, at=at)
        kept.customer, kept.fate = sender.customer, _fate(kept, sender, at)
    kept.save(update_fields=["customer", "fate", "ticket", "told", "tell_at"])
    return kept


def _fate(row: IncomingText, sender: Sender, at: datetime) -> TextFate:
    if sender.channel == Channel.ZALO:
        end_refused_before(sender, at=at)
    if says_stop(row.text, names=_names()):
        return take_stop(row, sender, at=at)
    lately = IncomingText.objects.filter(
        channel=sender.channel, sender=sender.address, at__gt=at - timedelta(hours=1)
    )
    if lately.count() > (MOST_IN_A_CHAT if sender.channel == Channel.ZALO else MOST_AN_HOUR):
        return TextFate.FLOOD
    row.ticket = _ticket(row, sender, at)
    return TextFate.TICKET


def _ticket(row: IncomingText, sender: Sender, at: datetime) -> int:
    """To the ticket she has open this way, else a new one."""
    known = sender.live_tickets().first()
    if known is not None:
        return reply(ticket=known.pk, text=row.text, came_by=sender.came_by, at=at, by=SYSTEM).ticket_id
    return open_ticket(
        matter=Matter(text=row.text), came_by=sender.came_by, at=at, by=SYSTEM,
        customer=sender.customer.pk if sender.customer else None, contact=sender.contact,
        origin=Origin(sender.channel, row.pk, f"{sender.channel}:{row.key}"),
    ).pk  # fmt: skip


def _one_after_the_other(row: IncomingText) -> None:
    """Two texts of one sender at one moment open one ticket, not two."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_SENDERS, f"{row.channel}:{row.sender}"]
        )


def _names() -> list[str]:
    business = current_business()
    sender = str(account_of(Channel.SMS).settings.get("sender") or "")
    return [sender, business.name if business else ""]


def _clean(written: str) -> str:
    """Without what no text of a database may hold: NUL, and halves of characters."""
    return written.replace("\x00", "").encode(errors="replace").decode().strip()


def _key(heard: Heard, at: datetime) -> str:
    """The carrier's number of it; without one the same words of one sender count once in an hour."""
    if named := _clean(heard.id):
        return named[:120]
    said = f"{heard.sender}\n{heard.text}\n{at:%Y-%m-%dT%H}"
    return f"sha256.{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()}"
