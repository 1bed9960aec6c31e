"""What came of messages, written into the outbox with its events, a group at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from quen.events.emit import emit_all
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.messages.channel import ADDRESS_OF, Channel
from quen.messages.events import MessageBounced, MessageRefused, MessageSent
from quen.messages.guard import Reason
from quen.messages.letters import MISSING
from quen.messages.models import Message, State, Suppression, WhySuppressed
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome
from quen.messages.rewrite import rewrite

_WRITTEN = (
    "state", "reason", "detail", "due_at", "ended_at", "claimed_at", "has_begun", "attempts", "provider_id", "parts",
    "cost_minor", "facts",
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """A message with what came of it."""

    message: Message
    outcome: Outcome


@transaction.atomic
def write_down(results: Sequence[Result], *, at: datetime) -> None:
    """Write all of them: messages under way, or given up as unknown meanwhile."""
    if not results:
        return
    for each in results:
        _note(each.message, each.outcome, at)
    rewrite([each.message for each in results], _WRITTEN, while_in=(State.HANDING_OVER, State.UNKNOWN))
    _suppress((each.message for each in results if each.message.state == State.BOUNCED), at)
    emit_all(_told(results, at))


def _note(row: Message, outcome: Outcome, at: datetime) -> None:
    row.attempts += 1
    if isinstance(outcome, HandedOver):
        row.state = State.DELIVERED if outcome.is_delivered else State.HANDED_OVER
        row.reason, row.detail, row.ended_at = "", "", at
        row.provider_id, row.parts, row.cost_minor = outcome.provider_id, outcome.parts, outcome.cost_minor
    elif isinstance(outcome, NotTaken):
        row.detail, row.ended_at = outcome.detail[:300], at
        if outcome.is_address_bad:
            row.state, row.reason = State.BOUNCED, Reason.PROVIDER
        else:
            is_missing = outcome.detail.startswith(MISSING)
            row.state, row.reason = State.REFUSED, Reason.MISSING_FACT if is_missing else Reason.PROVIDER
            row.claimed_at, row.has_begun = None, False
    elif isinstance(outcome, Busy):
        row.state, row.reason, row.detail = State.WAITING, Reason.BUSY, outcome.detail[:300]
        row.due_at = at + timedelta(seconds=outcome.after_seconds)
        row.claimed_at, row.has_begun = None, False
        # A provider that is down uses up nobody's attempts; silence over a message may be the message's fault.
        row.attempts -= outcome.is_everyone and not outcome.may_be_there
    else:
        row.state, row.detail, row.ended_at = State.UNKNOWN, outcome.detail[:300], at


def _suppress(bounced: Iterable[Message], at: datetime) -> None:
    """Nobody writes again to an address that bounces."""
    Suppression.objects.bulk_create(
        [
            Suppression(
                address=row.address, reason=WhySuppressed.BOUNCED, detail=row.detail, since=at, by=str(SYSTEM)
            )
            for row in bounced
            if row.channel == Channel.EMAIL and row.channel in ADDRESS_OF and row.address
        ],
        ignore_conflicts=True,
    )


def _told(results: Iterable[Result], at: datetime) -> Iterator[Happening]:
    for each in results:
        row = each.message
        if row.state in (State.HANDED_OVER, State.DELIVERED):
            yield MessageSent(
                at=at, by=SYSTEM, customer=row.customer_id, subject=row.pk, channel=row.channel,
                purpose=row.purpose, template=row.version_id, source_kind=row.source_kind, source=row.source_id,
            )  # fmt: skip
        elif row.state == State.BOUNCED:
            yield MessageBounced(
                at=at, by=SYSTEM, customer=row.customer_id, subject=row.pk, channel=row.channel,
                detail=row.detail, source_kind=row.source_kind, source=row.source_id,
            )  # fmt: skip
        elif row.state == State.REFUSED:
            yield MessageRefused(
                at=at, by=SYSTEM, customer=row.customer_id, subject=row.pk, channel=row.channel,
                reason=row.reason, source_kind=row.source_kind, source=row.source_id,
            )  # fmt: skip
