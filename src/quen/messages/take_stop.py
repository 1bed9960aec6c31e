"""A text that says stop: offers end at once with its proof, or staff are told at once whose stop nobody knows.

Decree 91/2020/ND-CP, Articles 15 and 16: a refusal counts at once, and she is told that it arrived.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.incoming_models import IncomingText, TextFate
from quen.messages.models import COUNTED, Message, Template, WhySuppressed
from quen.messages.queue import queue
from quen.messages.senders import Sender
from quen.messages.settings import account_of
from quen.messages.suppress import suppress
from quen.messages.tell_stopped import mark_to_tell
from quen.messages.templates import Said, make_template, newest_version
from quen.messages.unsubscribe import unsubscribe
from quen.people.find import everyone_in
from quen.people.models import Consent, ConsentChannel, Customer, Purpose
from quen.shops.clock import shop_timezone
from quen.tickets.choices import Priority, TicketKind, Topic
from quen.tickets.classify import classify
from quen.tickets.note import note
from quen.tickets.open_ticket import Matter, Origin, open_ticket
from quen.tickets.reply import reply
from quen.tickets.words import in_shops_language

STOP_ANSWER = "SMS: đã nhận lời từ chối quảng cáo"
"""The template that tells her the stop arrived; staff may change its words, or archive it."""
_STOPPED = gettext_noop("%(business)s: we got your refusal. You will get no more offers by SMS.")
_ENDED_OFFERS = gettext_noop(
    "She wrote that she wants no more offers: on this channel they have ended by themselves."
)
_WHOSE = gettext_noop(
    "She wants no more offers by Zalo, and nobody knows yet which customer she is: Zalo does not tell her phone "
    "number. Ask her for it, find her, say on this ticket who she is, and turn off offers by Zalo in her profile. If "
    "she shares her number with the Official Account, they end by themselves."
)
_ANSWERS_WITHIN = timedelta(days=30)
_SAID_BY = {
    Channel.SMS: gettext_noop("SMS “%(words)s” from %(address)s on %(moment)s, gateway's number %(number)s"),
    Channel.ZALO: gettext_noop("Zalo “%(words)s” from %(address)s on %(moment)s, Zalo's number %(number)s"),
}
_MOST_PROOF = 300
_MOST_NOTE = 1_000


def take_stop(row: IncomingText, sender: Sender, *, at: datetime) -> TextFate:
    """What became of it. A phone nobody knows is written to no more; a Zalo user nobody knows is staff's to find."""
    if sender.customer is not None:
        _end_offers(row, sender, sender.customer, at)
        _tell_staff(sender, at)
        return TextFate.STOPPED
    if sender.channel == Channel.ZALO:
        row.ticket = _for_staff(row, sender, at)
        return TextFate.TO_STAFF
    suppress(address=sender.address, reason=WhySuppressed.ASKED, detail=_proof(row, sender), at=at, by=SYSTEM)
    return TextFate.STOPPED


def end_refused_before(sender: Sender, *, at: datetime) -> bool:
    """Somebody at Zalo is known now: the stop she said before ends offers. Whether there was one.

    A yes she gave since then stands.
    """
    told = IncomingText.objects.filter(channel=sender.channel, sender=sender.address, fate=TextFate.TO_STAFF)
    row, her = told.order_by("-pk").first(), sender.customer
    if row is None or her is None:
        return False
    if not _agreed_since(her, row.at):
        _end_offers(row, sender, her, at)
        row.save(update_fields=["told", "tell_at"])
        _tell_staff(sender, at)
    told.update(fate=TextFate.STOPPED, customer=her)
    return True


def _agreed_since(her: Customer, at: datetime) -> bool:
    return Consent.objects.filter(
        customer__in=everyone_in(her.pk), purpose=Purpose.MARKETING, is_given=True, given_at__gt=at,
        channel__in=(ConsentChannel.ZALO, ConsentChannel.ALL),
    ).exists()  # fmt: skip


def _end_offers(row: IncomingText, sender: Sender, her: Customer, at: datetime) -> None:
    last = Message.objects.filter(
        customer=her, channel=sender.channel, purpose=MessagePurpose.MARKETING, state__in=COUNTED,
        claimed_at__gt=at - _ANSWERS_WITHIN,
    ).order_by("-claimed_at")  # fmt: skip
    unsubscribe(
        customer=her.pk, channel=sender.channel, at=at, by=SYSTEM, proof=_proof(row, sender),
        message=last.values_list("pk", flat=True).first(),
    )  # fmt: skip
    if sender.channel == Channel.SMS:
        _say_it_arrived(her, at)
    else:
        mark_to_tell(row, at=at)


def _proof(row: IncomingText, sender: Sender) -> str:
    return in_shops_language(
        _SAID_BY[sender.channel], most=_MOST_PROOF, words=row.text[:60], address=sender.address, number=row.key[:60],
        moment=f"{row.at.astimezone(shop_timezone()):%d/%m/%Y %H:%M}",
    )  # fmt: skip


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


def _tell_staff(sender: Sender, at: datetime) -> None:
    """Who writes with her now reads why offers ended: in a talk, one word may have meant something else."""
    ticket = sender.live_tickets().first()
    if ticket is not None:
        note(ticket=ticket.pk, text=in_shops_language(_ENDED_OFFERS), at=at, by=SYSTEM)


def _for_staff(row: IncomingText, sender: Sender, at: datetime) -> int:
    """An urgent ticket, hers that is open or a new one, which says what to do."""
    known = sender.live_tickets().first()
    if known is None:
        ticket = open_ticket(
            matter=Matter(text=row.text, priority=Priority.URGENT), came_by=sender.came_by, at=at, by=SYSTEM,
            contact=sender.contact, origin=Origin(sender.channel, row.pk, f"{sender.channel}:{row.key}"),
        )  # fmt: skip
    else:
        ticket = reply(ticket=known.pk, text=row.text, came_by=sender.came_by, at=at, by=SYSTEM).ticket
        classify(
            ticket=ticket.pk, kind=TicketKind(ticket.kind), topic=Topic(ticket.topic), priority=Priority.URGENT,
            store=ticket.store_id, at=at, by=SYSTEM,
        )  # fmt: skip
    note(ticket=ticket.pk, text=in_shops_language(_WHOSE, most=_MOST_NOTE), at=at, by=SYSTEM)
    return ticket.pk
