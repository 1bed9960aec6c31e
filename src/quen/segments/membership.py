"""Who is in which segment, kept in step: written by difference, never wholesale, each change told as an event.

Told is what customers did and what time did. What staff did (a new segment, a new rule, a list) moves everybody at once
and is told once, as `segment.filled`; what is older than a week when it is learnt (an import of the past), and what the
business's yardsticks moved in the middle of a day, is kept and not told.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib.resources import files

from django.db import connection, transaction
from django.db.models import F

from quen.events.emit import emit, emit_all
from quen.insight.summary.refresh import chunks
from quen.kernel.actor import SYSTEM
from quen.people.models import SegmentMembership
from quen.segments.compile import compiled, everybody
from quen.segments.count import at_full_speed
from quen.segments.events import SegmentEntered, SegmentFilled, SegmentLeft
from quen.segments.models import Segment
from quen.segments.reads import rule_of, scope_of
from quen.segments.rules import Scope
from quen.segments.sql import Sql, named

_WRITERS = 7086
_KEEP = (files("quen.segments") / "keep.sql").read_text()
_FILL = (files("quen.segments") / "fill.sql").read_text()


def kept_segments() -> tuple[list[Segment], Callable[[date], Scope]]:
    """The segments whose membership is kept and made whole already, and what their rules are judged by. One query."""
    known = list(Segment.objects.order_by("pk"))
    kept = [
        one for one in known if one.is_kept and one.archived_at is None and one.filled_version == one.version
    ]
    return kept, lambda today: scope_of(known, today=today)


def keep(
    customers: Iterable[int], segments: Sequence[Segment], scope: Scope, *, at: datetime, is_told: bool
) -> int:
    """Judge these customers (or whom they were merged into) by these segments; how many changes there were."""
    if not segments:
        return 0
    asked = _asked(segments, scope)
    return sum(_keep(some, segments, asked, at=at, is_told=is_told) for some in chunks(customers))


def fill_due(*, today: date, at: datetime) -> int:
    """Make the membership of new and changed segments whole; how many segments there were. One query where none is."""
    due = Segment.objects.filter(is_kept=True, archived_at=None).exclude(filled_version=F("version"))
    waiting = list(due.order_by("pk"))
    if waiting:
        scope = scope_of(Segment.objects.all(), today=today)
        for segment in waiting:
            _fill(segment, scope, at=at)
    return len(waiting)


@transaction.atomic
def _keep(
    customers: list[int], segments: Sequence[Segment], asked: Sql, *, at: datetime, is_told: bool
) -> int:
    one_writer()
    by_key = {segment.key: segment for segment in segments}
    told, values = named(asked)
    with connection.cursor() as cursor:
        values |= {"customers": customers, "segments": list(by_key), "at": at}
        cursor.execute(_KEEP.replace("/*asked*/", told), values)
        changes = cursor.fetchall()
    for key in {key for _customer, key, *_rest in changes}:
        grown = sum(1 if is_in else -1 for _customer, of, is_in, _is_root in changes if of == key)
        Segment.objects.filter(key=key).update(customers=F("customers") + grown)
    if is_told:
        emit_all(
            (SegmentEntered if is_in else SegmentLeft)(
                at=at, by=SYSTEM, customer=customer, subject=by_key[key].pk, key=key, name=by_key[key].name
            )
            for customer, key, is_in, is_root in changes
            if is_root
        )
    return len(changes)


@transaction.atomic
def _fill(segment: Segment, scope: Scope, *, at: datetime) -> None:
    one_writer()
    entered, left = make_whole(segment, scope, at=at)
    Segment.objects.filter(pk=segment.pk).update(
        filled_version=segment.version,
        customers=SegmentMembership.objects.filter(segment=segment.key).count(),
    )
    emit(SegmentFilled(at=at, by=SYSTEM, subject=segment.pk, key=segment.key, entered=entered, left=left))


def make_whole(segment: Segment, scope: Scope, *, at: datetime) -> tuple[int, int]:
    """Write whom the rule holds now, by difference, within a transaction: how many came in and how many left."""
    asked = everybody(rule_of(segment), scope)
    with at_full_speed(patience_ms=0) as cursor:
        cursor.execute("DROP TABLE IF EXISTS segment_judged")
        cursor.execute(
            f"CREATE TEMP TABLE segment_judged ON COMMIT DROP AS SELECT p.customer_id FROM {asked.text}",  # noqa: S608
            asked.values,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE segment_judged; SET LOCAL work_mem = '64MB'")
        cursor.execute(_FILL, {"segment": segment.key, "at": at})
        entered, left = cursor.fetchone()
        cursor.execute("SET LOCAL work_mem = DEFAULT")
    return entered, left


def one_writer() -> None:
    """Wait until no other transaction writes memberships; the turn ends with this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])


def _asked(segments: Sequence[Segment], scope: Scope) -> Sql:
    """One row per segment and customer: its key, and whether it holds her."""
    parts = [(segment.key, compiled(rule_of(segment), scope)) for segment in segments]
    text = ", ".join(f"(%s, ({part.text}))" for _key, part in parts)
    return Sql(f"VALUES {text}", tuple(value for key, part in parts for value in (key, *part.values)))
