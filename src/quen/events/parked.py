"""Parked events: what staff see of them, and trying again once the cause is mended."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from quen.events.models import ParkedEvent
from quen.events.position import Batch, Position
from quen.events.reader import Reader


def parked() -> QuerySet[ParkedEvent]:
    """The events some reader could not take in, newest first."""
    return ParkedEvent.objects.filter(resolved_at=None).select_related("event").order_by("-parked_at", "-id")


def try_again(readers: Iterable[Reader], *, now: datetime) -> int:
    """Give every parked event to its reader once more; how many were taken in. The others stay, with the new error."""
    by_name = {reader.name: reader for reader in readers}
    return sum(_try(by_name[event.reader], event, now=now) for event in parked() if event.reader in by_name)


def _try(reader: Reader, event: ParkedEvent, *, now: datetime) -> bool:
    place = Position(event.event.transaction, event.event.pk)
    try:
        with transaction.atomic():
            reader.take(Batch(Position(place.transaction, place.event - 1), place, 1, reader.kinds))
    except Exception as error:
        event.error = repr(error)
        event.save(update_fields=["error"])
        return False
    event.resolved_at = now
    event.save(update_fields=["resolved_at"])
    return True
