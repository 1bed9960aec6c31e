"""How far a reader is behind."""

from django.db import connection

_UNREAD = """
SELECT count(*) FROM events_event e
WHERE (e.transaction, e.id) > (
    coalesce((SELECT transaction FROM events_cursor WHERE reader = %(reader)s), 0),
    coalesce((SELECT event FROM events_cursor WHERE reader = %(reader)s), 0))
"""


def unread(reader: str) -> int:
    """How many events this reader has not passed yet, of any kind and beyond the horizon too."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, {"reader": reader})
        return int(cursor.fetchone()[0])
