"""The whole story from a place on, for readers outside this installation."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from quen.events.models import Event
from quen.events.position import Batch, Position, batch_after, safe_horizon


def read_on(
    after: Position,
    *,
    most: int,
    kinds: Collection[str] = (),
    customers: Collection[int] = (),
    stores: Collection[int] = (),
    below: int | None = None,
) -> tuple[Sequence[Event], Position | None]:
    """Up to `most` events after a place in reading order, and where to read on; None where nothing more is there yet.

    Events stay below the safe horizon (or below `below`), so that none can appear behind a place once given. `stores`
    keeps out what happened in other stores; what happened in none is always told.
    """
    horizon = safe_horizon() if below is None else below
    if customers:
        return _of_customers(after, most=most, kinds=kinds, customers=customers, stores=stores, below=horizon)
    batch = batch_after(after, most=most, below=horizon)
    if batch is None:
        return [], None
    events = _wanted(batch, kinds=kinds, stores=stores)
    return list(events), batch.upto


def _wanted(batch: Batch, *, kinds: Collection[str], stores: Collection[int]) -> Sequence[Event]:
    events = batch.events()
    if kinds:
        events = events.filter(kind__in=kinds)
    if stores:
        events = events.filter(Q(store=None) | Q(store__in=stores))
    return list(events)


def _of_customers(
    after: Position,
    *,
    most: int,
    kinds: Collection[str],
    customers: Collection[int],
    stores: Collection[int],
    below: int,
) -> tuple[Sequence[Event], Position | None]:
    """One customer's events are few: they are found by her timeline, then put in reading order."""
    later = Q(transaction__gt=after.transaction) | Q(transaction=after.transaction, pk__gt=after.event)
    events = Event.objects.filter(later, customer__in=customers, transaction__lt=below)
    if kinds:
        events = events.filter(kind__in=kinds)
    if stores:
        events = events.filter(Q(store=None) | Q(store__in=stores))
    found = list(events.order_by("transaction", "pk")[:most])
    return found, Position(found[-1].transaction, found[-1].pk) if found else None
