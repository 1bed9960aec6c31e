"""Processor time of this process and of the database for it: what a shared machine's other work does not change."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Spent:
    """Milliseconds by the clock, and of processors: of this process, and of all connections to the database."""

    wall: float
    own: float
    database: float

    @property
    def processors(self) -> float:
        return self.own + self.database


def spent_on(work: Callable[[], object], backends: list[int]) -> Spent:
    """Do the work and tell what it took. `backends` are the process numbers of the connections it may use."""
    database, own, start = _nanoseconds(backends), time.process_time_ns(), time.perf_counter_ns()
    work()
    wall, own = time.perf_counter_ns() - start, time.process_time_ns() - own
    return Spent(wall / 1e6, own / 1e6, (_nanoseconds(backends) - database) / 1e6)


def backends_of_this_database() -> list[int]:
    """The process numbers of everybody connected, on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        return [pid for (pid,) in cursor.fetchall()]


def _nanoseconds(processes: list[int]) -> int:
    """Time on a processor so far, as Linux tells it; none where it does not."""
    accounts = (Path(f"/proc/{pid}/schedstat") for pid in processes)
    return sum(int(account.read_text().split()[0]) for account in accounts if account.exists())
