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


def sessions() -> frozenset[int]:
    """The sessions of this database, ours among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        return frozenset(pid for (pid,) in cursor.fetchall())


def until_only(known: frozenset[int]) -> None:
    """Wait until no other sessions are left: the server brings to its end what a killed client asked for last."""
    until = time.monotonic() + PATIENCE_SECONDS
    while left := sessions() - known:
        assert time.monotonic() < until, f"sessions {sorted(left)} are still in the database"
        time.sleep(0.01)
