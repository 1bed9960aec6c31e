"""A customer answers by SMS: a stop ends offers at once and is proved, everything else is heard as a ticket.

Decree 91/2020/ND-CP, Articles 15 and 16: a refusal counts at once, and she is told that it arrived.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from quen.kernel.actor import SYSTEM
from quen.kernel.phone import to_e164
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.models import COUNTED, IncomingSms, Message, SmsFate, Template, WhySuppressed
from quen.messages.queue import queue
from quen.messages.settings import account_of
from quen.messages.stop_words import says_stop
from quen.messages.suppress import suppress
from quen.messages.templates import Said, make_template, newest_version
from quen.messages.unsubscribe import unsubscribe
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import Recognition, recognise
from quen.shops.clock import shop_timezone
from quen.shops.reads import current_business
from quen.tickets.choices import LIVE, CameBy
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Contact, Matter, Origin, open_ticket
from quen.tickets.reply import reply
from quen.tickets.words import in_shops_language

MOST_AN_HOUR = 20
"""Messages of one number in an hour; more is a machine."""
MOST_TEXT = 2_000
STOP_ANSWER = "SMS: đã nhận lời từ chối quảng cáo"
"""The template that tells her the stop arrived; staff may change its words, or archive it."""
_STOPPED = gettext_noop("%(business)s: we got your refusal. You will get no more offers by SMS.")
_ANSWERS_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Heard:
    """One SMS as the gateway brought it; `id` is the gateway's own, empty where it has none."""

    phone: str
    text: str
    id: str = ""


@transaction.atomic
def take_sms(heard: Heard, *, at: datetime) -> IncomingSms:
    """Take it in, once however often it is brought. Never raises for what the bytes are."""
    phone, text = to_e164(heard.phone), heard.text.replace("\x00", "").strip()[:MOST_TEXT]
    row = IncomingSms(key=_key(heard, at), phone=phone or heard.phone[:20], text=text, at=at)
    IncomingSms.objects.bulk_create([row], ignore_conflicts=True)
    kept = IncomingSms.objects.select_for_update().get(key=row.key)
    if kept.fate != SmsFate.NEW:
        return kept
    her = recognise(Recognition(IdentityKind.PHONE, phone)) if phone else None
    kept.customer, kept.fate = her, _fate(kept, phone, her, at)
    kept.save(update_fields=["customer", "fate", "ticket"])
    return kept


def _fate(row: IncomingSms, phone: str | None, her: Customer | None, at: datetime) -> SmsFate:
    if phone is None or not row.text:
        return SmsFate.UNREADABLE
    if says_stop(row.text, names=_names()):
        _stop(row, phone, her, at)
        return SmsFate.STOPPED
    if IncomingSms.objects.filter(phone=phone, at__gt=at - timedelta(hours=1)).count() > MOST_AN_HOUR:
        return SmsFate.FLOOD
    row.ticket = _ticket(row, phone, her, at)
    return SmsFate.TICKET


def _stop(row: IncomingSms, phone: str, her: Customer | None, at: datetime) -> None:
    """A customer takes her yes back; the number of somebody nobody knows is written to no more."""
    said_at = at.astimezone(shop_timezone())
    proof = f"SMS “{row.text[:60]}” from {phone} on {said_at:%d/%m/%Y %H:%M}, gateway's number {row.key[:60]}"
    if her is None:
        suppress(address=phone, reason=WhySuppressed.ASKED, detail=proof, at=at, by=SYSTEM)
        return
    last = Message.objects.filter(
        customer=her, channel=Channel.SMS, purpose=MessagePurpose.MARKETING, state__in=COUNTED,
        claimed_at__gt=at - _ANSWERS_WITHIN,
    ).order_by("-claimed_at")  # fmt: skip
    unsubscribe(
        customer=her.pk, channel=Channel.SMS, at=at, by=SYSTEM, message=last.values_list("pk", flat=True).first(),
        proof=proof,
    )  # fmt: skip
    _say_it_arrived(her, at)


def _say_it_arrived(her: Customer, at: datetime) -> None:
    if not account_of(Channel.SMS).is_on:
        return
    template = Template.objects.filter(name=STOP_ANSWER).order_by("-pk").first()
    if template is None:
        words = in_shops_language(_STOPPED, business="{{ business }}")
        template = make_template(
            name=STOP_ANSWER, channel=Channel.SMS, purpose=MessagePurpose.TRANSACTIONAL, said=Said("", words), at=at,
            by=SYSTEM,
        )  # fmt: skip
    if template.archived_at is None:
        key = f"stop:{her.pk}:{at.astimezone(shop_timezone()).date()}"
        queue(customer=her.pk, version=newest_version(template), key=key, at=at, by=SYSTEM)


def _ticket(row: IncomingSms, phone: str, her: Customer | None, at: datetime) -> int:
    """To the ticket she has open by SMS, else a new one."""
    live = Ticket.objects.filter(came_by=CameBy.SMS, contact_phone=phone, state__in=LIVE, merged_into=None)
    known = live.order_by("-pk").first()
    if known is not None:
        return reply(ticket=known.pk, text=row.text, came_by=CameBy.SMS, at=at, by=SYSTEM).ticket_id
    return open_ticket(
        matter=Matter(text=row.text), came_by=CameBy.SMS, at=at, by=SYSTEM, customer=her.pk if her else None,
        contact=Contact(phone=phone), origin=Origin("sms", row.pk, f"sms:{row.key}"[:200]),
    ).pk  # fmt: skip


def _names() -> list[str]:
    business = current_business()
    sender = str(account_of(Channel.SMS).settings.get("sender") or "")
    return [sender, business.name if business else ""]


def _key(heard: Heard, at: datetime) -> str:
    """The gateway's number of it; without one the same words of one number count once in an hour."""
    if heard.id:
        return heard.id[:120]
    said = f"{heard.phone}\n{heard.text}\n{at:%Y-%m-%dT%H}"
    return f"sha256.{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()}"
