"""Who else is at work in this test's database, and until when; tests beside us have sessions of their own."""

import time

from django.db import connection

PATIENCE_SECONDS = 60


def somebody_waits() -> bool:
    """Whether somebody waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return bool(cursor.fetchone()[0])


def until_alone() -> None:
    """Wait until ours is the only session: the server brings to its end what a killed client asked for last."""
    until = time.monotonic() + PATIENCE_SECONDS
    while _others():
        assert time.monotonic() < until, "somebody else is still in the database"
        time.sleep(0.01)


def _others() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])
