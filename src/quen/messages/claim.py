"""Take up what is due: the guard speaks once more, and what may go is marked as being handed over.

Claims of all workers stand in one row (an advisory lock), so that the caps count each other's messages; a claim is one
short transaction. Of one person a claim takes at most one message, so that her caps are up to date for the next.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from quen.events.emit import emit_all
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.events import MessageRefused
from quen.messages.facts import facts_of
from quen.messages.guard import Allowed, Occasion, Refused, decide
from quen.messages.models import OPEN, Message, Pause, State
from quen.messages.queue import standing
from quen.messages.rewrite import rewrite
from quen.messages.settings import rules_for

_CLAIMS = 7085  # the key of the advisory lock
_WRITTEN = (
    "state", "reason", "hold_until", "due_at", "ended_at", "claimed_at", "address", "customer_id", "has_begun",
    "slot",
)  # fmt: skip


@transaction.atomic
def claim(channel: Channel, *, slot: int, at: datetime, most: int) -> list[Message]:
    """Messages to hand over now, marked and committed as such when this returns; refused and held ones are written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CLAIMS])
    rows = _due(channel, at, most)
    for purpose in MessagePurpose:
        _judge([row for row in rows if row.purpose == purpose], channel, purpose, at)
    taken = _one_a_person(rows, slot, at)
    rewrite(rows, _WRITTEN, while_in=OPEN)
    emit_all(_refusal(row, at) for row in rows if row.state in (State.REFUSED, State.EXPIRED))
    return taken


def give_back(messages: Sequence[Message]) -> None:
    """Claimed, and surely not begun: they wait again."""
    Message.objects.filter(
        pk__in=[each.pk for each in messages], state=State.HANDING_OVER, has_begun=False
    ).update(state=State.WAITING, claimed_at=None)


def _due(channel: Channel, at: datetime, most: int) -> list[Message]:
    paused = Pause.objects.filter(source_kind=OuterRef("source_kind"), source_id=OuterRef("source_id"))
    due = Message.objects.filter(~Exists(paused), channel=channel, state__in=OPEN, due_at__lte=at)
    return list(due.select_for_update(skip_locked=True).order_by("due_at", "pk")[:most])


def _judge(rows: Sequence[Message], channel: Channel, purpose: MessagePurpose, at: datetime) -> None:
    if not rows:
        return
    rules = rules_for(channel, purpose)
    known = facts_of({row.customer_id for row in rows}, rules=rules, at=at)
    for row in rows:
        about = known[row.customer_id]
        verdict = decide(about, rules, at=at, occasion=Occasion(row.occasion, row.not_after))
        row.customer_id, row.address = about.root or row.customer_id, about.address
        if isinstance(verdict, Allowed):
            row.state, row.reason, row.hold_until = State.HANDING_OVER, "", None
            continue
        for name, value in standing(verdict, at=at).items():
            setattr(row, name, value)
        if isinstance(verdict, Refused):
            row.ended_at = at


def _one_a_person(rows: Sequence[Message], slot: int, at: datetime) -> list[Message]:
    """The allowed ones, the first of each person; her others wait for the next claim."""
    taken: list[Message] = []
    seen: set[int] = set()
    for row in rows:
        if row.state != State.HANDING_OVER:
            continue
        if row.customer_id in seen:
            row.state = State.WAITING
            continue
        seen.add(row.customer_id)
        row.claimed_at, row.has_begun, row.slot = at, False, slot
        taken.append(row)
    return taken


def _refusal(row: Message, at: datetime) -> MessageRefused:
    return MessageRefused(
        at=at, by=SYSTEM, customer=row.customer_id, subject=row.pk, channel=row.channel, reason=row.reason,
        source_kind=row.source_kind, source=row.source_id,
    )  # fmt: skip
