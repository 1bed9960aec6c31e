"""One worker at a time per reader, over all processes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_READERS = 7084  # the first half of the advisory lock's key; the second is the reader's name


@contextmanager
def one_worker(reader: str) -> Iterator[bool]:
    """Yields whether this worker has the reader to itself.

    The lock belongs to the session, not to a transaction: a locked row would need a transaction id for as long as
    the reader works, and that would hold the safe horizon of all readers back. It goes when its process dies.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [_READERS, reader])
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [_READERS, reader])
