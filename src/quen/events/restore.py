"""After a restore into another cluster, where transaction ids start anew."""

from django.db import connection, transaction

# A cursor stands at (transaction, event). With every transaction 0 the order is the order of ids, so the cursor goes
# just before the smallest id it had not read: some events may be read twice, none is lost.
_CURSORS = """
UPDATE events_cursor AS c
SET transaction = 0, failures = 0, retry_at = NULL, event = coalesce(
    (SELECT min(e.id) - 1 FROM events_event e WHERE (e.transaction, e.id) > (c.transaction, c.event)),
    (SELECT max(e.id) FROM events_event e),
    0)
"""
_EVENTS = "UPDATE events_event SET transaction = 0 WHERE transaction <> 0"


@transaction.atomic
def reset_after_restore() -> None:
    """Make the restored story readable: call once after a restore, before anything is written.

    Restored events carry the old cluster's transaction ids. Where the new cluster's are smaller they would stay
    beyond the horizon for years; where larger, fine already. So they all become 0, older than anything new.
    Unread events are read again, never lost; what a reader already had may come again (readers are idempotent).
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE events_event, events_cursor IN EXCLUSIVE MODE")
        cursor.execute(_CURSORS)
        cursor.execute(_EVENTS)
