"""One who follows the story, and the one way events reach her."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from quen.events.models import Cursor
from quen.events.position import Batch


class CursorMovedError(Exception):
    """Somebody else moved this reader's cursor meanwhile, so nothing of this batch counts as read."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Someone who wants to know. `take` must be idempotent: after a crash it is given the same events again.

    `kinds` None means all. `is_transactional`: its effect lies in this database, and commits together with the
    cursor. A reader whose effect lies elsewhere, or takes long, says False and runs outside a transaction, because
    an open one would hold back every other reader. `pause`: how long it may rest after reading, where its work
    costs the same for one event as for a thousand; only `run_all(patient=True)` lets it.
    """

    name: str
    take: Callable[[Batch], None]
    kinds: frozenset[str] | None = None
    batch: int = 10_000
    is_transactional: bool = True
    pause: timedelta = timedelta(0)


def take(reader: Reader, batch: Batch) -> None:
    """Hand one batch to the reader and move its cursor behind it."""
    if reader.is_transactional:
        with transaction.atomic():
            reader.take(batch)
            _move(reader, batch)
    else:
        reader.take(batch)
        _move(reader, batch)


def _move(reader: Reader, batch: Batch) -> None:
    here = Cursor.objects.filter(
        reader=reader.name, transaction=batch.after.transaction, event=batch.after.event
    )
    moved = here.update(
        transaction=batch.upto.transaction,
        event=batch.upto.event,
        failures=0,
        retry_at=None,
        error="",
        moved_at=timezone.now(),
    )
    if not moved:
        raise CursorMovedError(reader.name)
