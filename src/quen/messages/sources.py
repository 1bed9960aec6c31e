"""Everything one source sends, together: how far it is, pause, resume, stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from quen.kernel.actor import Actor
from quen.messages.models import OPEN, Message, Pause, State
from quen.messages.queue import Source
from quen.shops.history import remember


@dataclass(frozen=True)
class Progress:
    """Messages by state and, of those that did not go, by reason; what handing over has cost so far."""

    by_state: dict[str, int]
    by_reason: dict[str, int]
    cost_minor: int
    is_paused: bool

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def is_over(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not any(self.by_state.get(state) for state in (*OPEN, State.HANDING_OVER))


def progress_of(source: Source) -> Progress:
    """How far the source's messages are. Three queries."""
    hers = _of(source)
    counted = hers.values_list("state").annotate(count=Count("pk"), cost=Sum("cost_minor")).order_by()
    rows = [(state, count, cost) for state, count, cost in counted]
    reasons = hers.exclude(reason="").values_list("reason").annotate(count=Count("pk")).order_by()
    return Progress(
        by_state={state: count for state, count, _cost in rows},
        by_reason=dict(reasons),
        cost_minor=sum(cost or 0 for _state, _count, cost in rows),
        is_paused=_pauses(source).exists(),
    )


@transaction.atomic
def pause(source: Source, *, at: datetime, by: Actor) -> None:
    """Take up nothing more of it; what is being handed over just now still goes."""
    rows = Pause.objects.bulk_create(
        [Pause(source_kind=source.kind, source_id=source.number, paused_at=at, paused_by=str(by))],
        ignore_conflicts=True,
    )
    remember({"is_paused": (False, bool(rows))}, of=f"{source.kind}.{source.id}", by=by)


@transaction.atomic
def resume(source: Source, *, by: Actor) -> None:
    """Go on where it was paused."""
    gone, _each = _pauses(source).delete()
    if gone:
        remember({"is_paused": (True, False)}, of=f"{source.kind}.{source.id}", by=by)


@transaction.atomic
def stop(source: Source, *, at: datetime, by: Actor, reason: str = "") -> int:
    """Send nothing more of it, for good; how many messages were stopped."""
    stopped = _of(source).filter(state__in=OPEN).update(state=State.STOPPED, reason=reason, ended_at=at)
    remember({"stopped": (None, stopped)}, of=f"{source.kind}.{source.id}", by=by)
    return stopped


def stop_for(
    source: Source, *, customers: Iterable[int], at: datetime, reason: str = "", queued_before: datetime | None = None
) -> int:  # fmt: skip
    """What waits or is held for these customers of the source is no longer meant; how many messages that were.

    The part of a larger transaction that ends what the source had to do with them. `queued_before`: only older ones.
    """
    waiting = waiting_for(source, customers=customers)
    if queued_before is not None:
        waiting = waiting.filter(queued_at__lt=queued_before)
    return waiting.update(state=State.STOPPED, reason=reason, ended_at=at)


def waiting_for(source: Source, *, customers: Iterable[int]) -> QuerySet[Message]:
    """What waits or is held for these customers, or for records merged into them."""
    theirs = Q(customer__in=(known := list(customers))) | Q(customer__root__in=known)
    return _of(source).filter(theirs, state__in=OPEN)


@transaction.atomic
def stop_message(*, message: int, at: datetime, by: Actor) -> bool:
    """Send this one not; whether it was still waiting."""
    stopped = Message.objects.filter(pk=message, state__in=OPEN).update(state=State.STOPPED, ended_at=at)
    if stopped:
        remember({"state": (State.WAITING, State.STOPPED)}, of=f"message.{message}", by=by)
    return bool(stopped)


def _of(source: Source) -> QuerySet[Message]:
    return Message.objects.filter(source_kind=source.kind, source_id=source.number)


def _pauses(source: Source) -> QuerySet[Pause]:
    return Pause.objects.filter(source_kind=source.kind, source_id=source.number)
