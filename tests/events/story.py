"""Writing to the story in tests, and waiting until it may be read."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import psycopg
from django.db import connection

from quen.events.emit import emit_all
from quen.events.happening import Happening
from quen.events.models import Event
from quen.events.position import Batch, safe_horizon
from quen.kernel.actor import SYSTEM

INSERT = """
    INSERT INTO events_event (kind, happened_at, actor, subject, customer, facts, address)
    VALUES ('cup.served', now(), 'system', %s, NULL, '{}', '')
"""


@dataclass(frozen=True, kw_only=True)
class CupServed(Happening):
    kind: ClassVar[str] = "cup.served"

    milk: bool = True


@dataclass(frozen=True, kw_only=True)
class CupBroken(Happening):
    kind: ClassVar[str] = "cup.broken"


def serve(*cups: int, at: datetime, customer: int | None = None) -> None:
    """One event per cup."""
    emit_all(CupServed(at=at, by=SYSTEM, subject=cup, customer=customer) for cup in cups)


def another_connection() -> psycopg.Connection:
    """A till of its own, with its own transactions."""
    return psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})


def settle(seconds: float = 240) -> None:
    """Wait until all that is written so far lies below the horizon.

    The cluster is shared with other tests, and any transaction of theirs that is older than ours holds it back.
    """
    newest = Event.objects.order_by("-transaction").values_list("transaction", flat=True).first() or 0
    deadline = time.monotonic() + seconds
    while safe_horizon() <= newest:
        assert time.monotonic() < deadline, "some other transaction stays open for too long"
        time.sleep(0.02)


class Listener:
    """Remembers the cups it heard of; chokes on poisonous ones."""

    def __init__(self, poison: frozenset[int] = frozenset()) -> None:
        self.heard: list[int | None] = []
        self.poison = poison

    def take(self, batch: Batch) -> None:
        cups = [event.subject for event in batch]
        if found := self.poison.intersection(cups):
            raise ValueError(f"poison: {sorted(found)}")
        self.heard += cups
