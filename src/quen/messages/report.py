"""What a provider says of a message later: it arrived, it came back, its reader called it spam."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import SYSTEM
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import CONSENT_FOR, Channel
from quen.messages.events import MessageBounced, MessageDelivered
from quen.messages.models import COUNTED, Message, State, WhySuppressed
from quen.messages.suppress import suppress
from quen.people.consent import withdraw_consent
from quen.people.models import Purpose
from quen.tickets.words import in_shops_language

_COMPLAINED = gettext_noop("Spam complaint about message %(message)s")


@transaction.atomic
def delivered(*, message: Message, at: datetime) -> bool:
    """It arrived; whether that was news. A bounce that was told of stands."""
    row = _locked(message)
    if row.state not in (State.HANDED_OVER, State.UNKNOWN, State.HANDING_OVER):
        return False
    row.state, row.reason, row.detail, row.ended_at = State.DELIVERED, "", "", at
    row.save(update_fields=["state", "reason", "detail", "ended_at"])
    emit(
        MessageDelivered(
            at=at, by=SYSTEM, customer=row.customer_id, subject=row.pk, channel=row.channel,
            source_kind=row.source_kind, source=row.source_id,
        )
    )  # fmt: skip
    return True


@transaction.atomic
def bounced(*, message: Message, detail: str, is_address_bad: bool, at: datetime) -> bool:
    """It came back; whether that was news. Nobody writes again to an address that is bad."""
    row = _locked(message)
    if row.state == State.BOUNCED or row.state not in COUNTED:
        return False
    row.state, row.detail, row.ended_at = State.BOUNCED, detail[:300], at
    row.save(update_fields=["state", "detail", "ended_at"])
    emit(
        MessageBounced(
            at=at, by=SYSTEM, customer=row.customer_id, subject=row.pk, channel=row.channel, detail=row.detail,
            source_kind=row.source_kind, source=row.source_id,
        )
    )  # fmt: skip
    if is_address_bad and row.address:
        suppress(address=row.address, reason=WhySuppressed.BOUNCED, detail=detail, at=at, by=SYSTEM)
    return True


@transaction.atomic
def complained(*, message: Message, at: datetime) -> None:
    """Its reader called it spam: that is a no to offers on this channel, and the address is left alone."""
    row = _locked(message)
    if row.address:
        suppress(address=row.address, reason=WhySuppressed.COMPLAINED, at=at, by=SYSTEM)
    withdraw_consent(
        customer=row.customer_id, purpose=Purpose.MARKETING, channel=CONSENT_FOR[Channel(row.channel)],
        proof=in_shops_language(_COMPLAINED, message=row.pk), by=SYSTEM, at=at,
    )  # fmt: skip


def by_provider_id(*, channel: Channel, provider_id: str) -> Message | None:
    """The message the provider calls so."""
    if not provider_id:
        return None
    return Message.objects.filter(channel=channel, provider_id=provider_id).order_by("-pk").first()


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update().get(pk=message.pk)
