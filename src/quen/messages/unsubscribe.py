"""She says stop, or which way she would rather have it: consent rows, and an event with her reason."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import CONSENT_FOR, Channel
from quen.messages.events import MessageUnsubscribed, UnsubscribeReasonSaid
from quen.messages.models import Unsubscribed
from quen.people.consent import give_consent, in_force, withdraw_consent
from quen.people.find import root_held
from quen.people.models import ConsentChannel, Purpose
from quen.tickets.words import in_shops_language

LONGEST_WORDS = 500
_BY_LINK_OF = gettext_noop("Unsubscribed by the link of message %(message)s")
_BY_LINK = gettext_noop("Unsubscribed by the link of a message")
_CHOSEN = gettext_noop("Chosen on the page behind a message's link")


class Why(models.TextChoices):
    """Reasons offered on the page; the report counts them."""

    TOO_MANY = "too_many", _("Too many messages")
    NOT_FOR_ME = "not_for_me", _("The offers are not for me")
    NEVER_ASKED = "never_asked", _("I never asked for them")
    WRONG_CHANNEL = "wrong_channel", _("I would rather get them another way")
    MOVED_ON = "moved_on", _("I no longer buy here")
    NOT_SATISFIED = "not_satisfied", _("I was not satisfied")
    OTHER = "other", _("Another reason")


@transaction.atomic
def unsubscribe(
    *,
    customer: int,
    channel: Channel,
    at: datetime,
    by: Actor,
    message: int | None = None,
    reason: str = "",
    words: str = "",
    everywhere: bool = False,
    proof: str = "",
) -> Unsubscribed:
    """No more offers on this channel, or on none. Said twice, it counts once; a reason said later is added.

    proof: where and how she said it, where it was not by the link of a message.
    """
    root = root_held(customer)
    spoken = ConsentChannel.ALL if everywhere else CONSENT_FOR[channel]
    before = Unsubscribed.objects.filter(customer=root, channel=channel).order_by("-pk").first()
    if before is not None and not any(_agrees(root, each) for each in _ended_by(spoken)):
        return say_why(unsubscribed=before, reason=reason, words=words, at=at, by=by)
    proof = proof or _by_the_link(message)
    withdraw_consent(customer=root, purpose=Purpose.MARKETING, channel=spoken, proof=proof, by=by, at=at)
    row = Unsubscribed.objects.create(
        customer_id=root, message=message, channel=channel, reason=reason, words=_kept(words), at=at
    )
    emit(
        MessageUnsubscribed(
            at=at, by=by, customer=root, subject=message, channel="all" if everywhere else channel.value,
            reason=reason, words=row.words,
        )
    )  # fmt: skip
    return row


@transaction.atomic
def say_why(*, unsubscribed: Unsubscribed, reason: str, words: str, at: datetime, by: Actor) -> Unsubscribed:
    """Why she said stop; the newest reason counts."""
    row = Unsubscribed.objects.select_for_update().get(pk=unsubscribed.pk)
    if not reason or (reason, _kept(words)) == (row.reason, row.words):
        return row
    row.reason, row.words = reason, _kept(words)
    row.save(update_fields=["reason", "words"])
    emit(
        UnsubscribeReasonSaid(
            at=at, by=by, customer=row.customer_id, subject=row.message, channel=row.channel, reason=reason,
            words=row.words,
        )
    )  # fmt: skip
    return row


@transaction.atomic
def rather_by(
    *, customer: int, channel: Channel, instead: Collection[ConsentChannel], at: datetime, by: Actor
) -> Unsubscribed:
    """No more by this channel, but by these: her yes to each is her own word on the page."""
    row = unsubscribe(customer=customer, channel=channel, reason=Why.WRONG_CHANNEL, at=at, by=by)
    for each in instead:
        if each not in (ConsentChannel.ALL, CONSENT_FOR[channel]):
            give_consent(
                customer=row.customer_id, purpose=Purpose.MARKETING, channel=each, by=by, at=at,
                proof=in_shops_language(_CHOSEN),
            )  # fmt: skip
    return row


def _by_the_link(message: int | None) -> str:
    return in_shops_language(_BY_LINK_OF, message=message) if message else in_shops_language(_BY_LINK)


def _agrees(root: int, channel: ConsentChannel) -> bool:
    return in_force(customer=root, purpose=Purpose.MARKETING, channel=channel)


def _ended_by(spoken: ConsentChannel) -> tuple[ConsentChannel, ...]:
    """The channels a no silences: a general one every channel."""
    return tuple(ConsentChannel) if spoken == ConsentChannel.ALL else (spoken,)


def _kept(words: str) -> str:
    return tidy(words)[:LONGEST_WORDS]
