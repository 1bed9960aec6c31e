"""Readers follow the story: each has a cursor, and takes what is new in batches.

Ids are given when an event is written, not when it is committed: a long transaction commits small ids after larger
ones were seen. So readers go by (transaction, id) and stay below the oldest transaction still writing
(`position.safe_horizon`): nothing can appear behind a cursor. See docs/explanation/story-and-readers.md.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from quen.events.models import Cursor
from quen.events.one_worker import one_worker
from quen.events.position import FullBatches, Position, batch_after, safe_horizon
from quen.events.reader import Reader, take
from quen.events.trouble import failed


def catch_up(
    reader: Reader,
    *,
    now: datetime | None = None,
    until: int | None = None,
    full: FullBatches | None = None,
) -> int:
    """Take everything new, and return how many events were read (of any kind).

    `until`: read only transactions below this id; the safe horizon by default. `full`: batches other readers found.
    Returns 0 where another worker is at it, or while the reader waits after a failure. A failure is written to the
    cursor and never raised.
    """
    with one_worker(reader.name) as is_mine:
        return _read(reader, now or timezone.now(), until, full) if is_mine else 0


def run_all(
    readers: Iterable[Reader],
    *,
    now: datetime | None = None,
    until: int | None = None,
    patient: bool = False,
) -> int:
    """Let every reader catch up, one after the other; the events read in all.

    `patient` is for the worker, which comes by every second: readers that read a moment ago may pause.
    """
    full: FullBatches = {}
    return sum(
        catch_up(reader, now=now, until=until, full=full)
        for reader in readers
        if not (patient and _may_pause(reader, now or timezone.now()))
    )


def _may_pause(reader: Reader, now: datetime) -> bool:
    return Cursor.objects.filter(reader=reader.name, event__gt=0, moved_at__gt=now - reader.pause).exists()


def _read(reader: Reader, now: datetime, until: int | None, full: FullBatches | None) -> int:
    cursor, _ = Cursor.objects.get_or_create(reader=reader.name)
    if cursor.retry_at is not None and cursor.retry_at > now:
        return 0
    below = safe_horizon() if until is None else until
    place, read = Position(cursor.transaction, cursor.event), 0
    while batch := batch_after(place, most=reader.batch, below=below, kinds=reader.kinds, full=full):
        try:
            take(reader, batch)
        except Exception as error:
            if not failed(reader, batch, error, now=now):
                break
        place, read = batch.upto, read + batch.size
    return read
