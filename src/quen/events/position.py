"""Places in the story, in the order in which it may safely be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from quen.events.models import Event

# Every event lies below it. For one writer alone, e.g. a test inside its own transaction.
EVERYTHING = 2**63 - 1

_NEXT = """
WITH ahead AS (
    SELECT transaction, id FROM events_event
    WHERE (transaction, id) > (%s, %s) AND transaction < %s
    ORDER BY transaction, id
    LIMIT %s
)
SELECT transaction, id, (SELECT count(*) FROM ahead) FROM ahead ORDER BY transaction DESC, id DESC LIMIT 1
"""


@dataclass(frozen=True, order=True)
class Position:
    """An event's place: its writing transaction first, its id within it second."""

    transaction: int
    event: int


START = Position(0, 0)


@dataclass(frozen=True)
class Batch:
    """The events after one place up to another, of the kinds a reader asked for (None: all of them).

    Nothing is loaded until asked: a set-based reader takes `events()` into its own SQL, another iterates.
    `size` counts the events of every kind.
    """

    after: Position
    upto: Position
    size: int
    kinds: frozenset[str] | None = None

    def events(self) -> QuerySet[Event]:
        """The events as a query, in reading order."""
        within = RawSQL(
            "(transaction, id) > (%s, %s) AND (transaction, id) <= (%s, %s)",
            (self.after.transaction, self.after.event, self.upto.transaction, self.upto.event),
            output_field=BooleanField(),
        )
        events = Event.objects.filter(within).order_by("transaction", "id")
        return events if self.kinds is None else events.filter(kind__in=sorted(self.kinds))

    def customers(self) -> list[int]:
        """The ids of the customers these events speak of, each once."""
        known = self.events().filter(customer__isnull=False)
        return [customer for customer in known.order_by("customer").values_list("customer", flat=True).distinct()
                if customer is not None]  # fmt: skip

    def halves(self) -> tuple[Batch, Batch]:
        """The same events in two batches. Only for a batch of two or more."""
        first = batch_after(self.after, most=self.size // 2, below=EVERYTHING, kinds=self.kinds)
        if first is None or not self.after < first.upto < self.upto:
            raise LookupError("the story changed under its reader")
        return first, Batch(first.upto, self.upto, self.size - first.size, self.kinds)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events().iterator())


def safe_horizon() -> int:
    """The id of the oldest transaction still writing: every event below it is committed, and none will come later.

    Ids come from the whole cluster, so a long write in a neighbouring database holds readers back too.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


FullBatches = dict[tuple[Position, int], Position]
"""Where a batch of so many events after a place ends. Below a safe horizon no event appears any more, so a batch that
was full stays as it is: readers that go through the same story one after the other need not look for its end again."""


def batch_after(
    after: Position,
    *,
    most: int,
    below: int,
    kinds: frozenset[str] | None = None,
    full: FullBatches | None = None,
) -> Batch | None:
    """Up to `most` events after a place, of transactions below `below`; None where there are none.

    `full`: those found before; what is found is added.
    """
    if full and (upto := full.get((after, most))):
        return Batch(after, upto, most, kinds)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [after.transaction, after.event, below, most])
        row = cursor.fetchone()
    if row is None:
        return None
    batch = Batch(after, Position(row[0], row[1]), row[2], kinds)
    if full is not None and batch.size == most:
        full[after, most] = batch.upto
    return batch
