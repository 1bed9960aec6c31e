"""What happens when a reader fails: again with back-off, then the poison is found and put aside."""

import logging
import traceback
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction

from quen.events.models import Cursor, ParkedEvent
from quen.events.position import Batch
from quen.events.reader import CursorMovedError, Reader, take

log = logging.getLogger(__name__)

# Failures of a batch before its poison is looked for: with the waits below, about a quarter of a minute.
TRIES = 5
LONGEST_WAIT = timedelta(minutes=10)
# More than these in one batch, and it is the reader that is ill, not the events.
MOST_PARKED = 10

# The database went away, the disk is full, a file is missing: no event is to blame, and waiting may help.
_OUTAGES = (OperationalError, InterfaceError, OSError, MemoryError, CursorMovedError)


class ReaderIsIllError(Exception):
    """So many events fail at once that the fault must lie with the reader."""


def wait(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: 1 s, 2 s, 4 s … up to ten minutes."""
    return min(timedelta(seconds=2 ** min(failures - 1, 30)), LONGEST_WAIT)


def failed(reader: Reader, batch: Batch, error: Exception, *, now: datetime) -> bool:
    """Note a failure. True where the batch is behind us all the same: its poison parked, the rest taken in."""
    log.warning("reader %s failed", reader.name, exc_info=error)
    failures = Cursor.objects.get(reader=reader.name).failures + 1
    if failures >= TRIES and not isinstance(error, _OUTAGES):
        try:
            _take_apart(reader, batch)
        except Exception as worse:
            error = worse
        else:
            return True
    Cursor.objects.filter(reader=reader.name).update(
        failures=failures, retry_at=now + wait(failures), error=_told(error)
    )
    return False


def _take_apart(reader: Reader, batch: Batch) -> None:
    """Take a failing batch in halves down to the single events that fail, and park those."""
    parked = 0
    waiting = [batch]
    while waiting:
        part = waiting.pop()
        try:
            take(reader, part)
        except _OUTAGES:
            raise
        except Exception as error:
            if part.size > 1:
                waiting += reversed(part.halves())
                continue
            parked += 1
            if parked > MOST_PARKED:
                raise ReaderIsIllError(_told(error)) from error
            _park(reader, part, error)


def _park(reader: Reader, single: Batch, error: Exception) -> None:
    """Keep one poisonous event where staff see it, and move the cursor behind it."""
    with transaction.atomic():
        ParkedEvent.objects.update_or_create(
            reader=reader.name,
            event_id=single.upto.event,
            defaults={"error": _told(error), "resolved_at": None},
        )
        pass_by = Reader(name=reader.name, take=_nothing)
        take(pass_by, single)


def _nothing(batch: Batch) -> None:
    """Take an event in without any effect."""


def _told(error: Exception) -> str:
    return "".join(traceback.format_exception(error))[-4000:]
