"""Letters that came back to the shop's mailbox, as the story tells: hard ones end the address, soft ones are counted.

Anybody can write a report that an address is dead. It is believed where it names a letter of ours that went to that
address: the name of a letter is known to the two mail servers and its reader alone.
"""

from datetime import datetime, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from quen.events.models import Event
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import SYSTEM
from quen.kernel.names import email_key
from quen.messages.channel import Channel
from quen.messages.models import Message as Row
from quen.messages.models import SoftBounce, State, Suppression, WhySuppressed
from quen.messages.report import bounced, by_provider_id
from quen.messages.suppress import suppress
from quen.tickets.mail_names import is_ours, kept_name
from quen.tickets.models import Mail

KINDS = frozenset({"mail.came_back"})
MOST_SOFT = 5
"""So many letters in a row came back softly …"""
WITHIN = timedelta(days=60)
FROM_DAYS = timedelta(days=7)
"""… over at least so long: nobody reads that mailbox."""


def bounces_reader() -> Reader:
    """The reader for the registry."""

    def take(batch: Batch) -> None:
        for event in batch:
            _take(event)

    return Reader(name="bounces", take=take, kinds=KINDS, batch=100_000)


def soft_bounces(address: str, *, at: datetime) -> int:
    """How many letters to it came back softly of late, since the last one that did not. Two queries."""
    arrived = Row.objects.filter(
        channel=Channel.EMAIL, address=address, state=State.DELIVERED, ended_at__lte=at
    )
    last = arrived.order_by("-ended_at").values_list("ended_at", flat=True).first()
    since = max(at - WITHIN, last) if last else at - WITHIN
    return SoftBounce.objects.filter(address=address, at__gt=since, at__lte=at).count()


def softly_bounced(*, at: datetime, most: int = 20) -> list[SoftBounce]:
    """The latest of each address that is not suppressed, the newest first, with how many there were as `times`. One
    query."""
    lately = SoftBounce.objects.filter(at__gt=at - WITHIN).exclude(
        address__in=Suppression.objects.values("address")
    )
    each = lately.annotate(
        times=Window(Count("pk"), partition_by="address"),
        place=Window(RowNumber(), partition_by="address", order_by=[F("at").desc(), F("pk").desc()]),
    )
    return list(each.filter(place=1).order_by("-at", "-pk")[:most])


def _take(event: Event) -> None:
    address = email_key(str(event.facts["address"]))
    letter, detail, at = str(event.facts["letter"]), str(event.facts["detail"]), event.happened_at
    if address is None or not _went(letter, address, detail, at, is_hard=bool(event.facts["is_hard"])):
        return
    if event.facts["is_hard"]:
        suppress(address=address, reason=WhySuppressed.BOUNCED, detail=detail, at=at, by=SYSTEM)
        return
    row = SoftBounce(event=event.pk, address=address, detail=detail[:300], at=at)
    SoftBounce.objects.bulk_create([row], ignore_conflicts=True)
    _end_of_many(address, detail, at)


def _went(letter: str, address: str, detail: str, at: datetime, *, is_hard: bool) -> bool:
    """Whether the letter is one of ours and went there; the outbox hears of it."""
    if is_ours(letter):
        return Mail.objects.filter(entry__message_id=kept_name(letter), address__iexact=address).exists()
    message = by_provider_id(channel=Channel.EMAIL, provider_id=letter)
    if message is None or email_key(message.address) != address:
        return False
    bounced(message=message, detail=detail, is_address_bad=is_hard, at=at)
    return True


def _end_of_many(address: str, detail: str, at: datetime) -> None:
    if Suppression.objects.filter(address=address).exists() or soft_bounces(address, at=at) < MOST_SOFT:
        return
    first = SoftBounce.objects.filter(address=address, at__gt=at - WITHIN).order_by("at").first()
    if first is not None and at - first.at >= FROM_DAYS:
        suppress(address=address, reason=WhySuppressed.KEPT_BOUNCING, detail=detail, at=at, by=SYSTEM)
