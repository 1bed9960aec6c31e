"""`quen check segments`: what rules are asked of, and who is kept as being in a segment, against the facts.

Each part is made anew by the very statement that keeps it in step, which writes only what differs, and taken back: what
it wrote was wrong. Where all is right nothing is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, transaction

from quen.events.lag import unread
from quen.insight.summary.refresh import chunks
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.models import Customer
from quen.segments.membership import kept_segments, make_whole, one_writer
from quen.segments.profile.refresh import refresh_at_once

_STRAY = """
SELECT count(*), min(customer_id) FROM (
    SELECT customer_id FROM segments_profile UNION SELECT customer_id FROM segments_tally
) AS kept
WHERE NOT EXISTS (SELECT FROM people_customer c WHERE c.id = kept.customer_id AND c.root_id IS NULL)
"""


def check_segments(*, today: date, at: datetime) -> Iterator[Sentence]:
    """A sentence for everything that does not agree; where the reader is behind, that instead of what follows."""
    if events := unread("segments"):
        waits = gettext_noop(
            "%(count)s events wait for the reader “%(reader)s”; run the worker, then check again."
        )
        yield Sentence(waits, {"count": events, "reader": "segments"})
        return
    yield from _profiles()
    yield from _strays()
    yield from _memberships(today=today, at=at)


def _profiles() -> Iterator[Sentence]:
    wrong, example = 0, None
    for some in chunks(Customer.objects.order_by("id").values_list("id", flat=True).iterator()):
        with taken_back():
            rows, first = refresh_at_once(some)
        wrong, example = wrong + rows, example or first
    if wrong:
        differ = gettext_noop(
            "%(count)s rows which segments are asked of differ from the facts, e.g. of customer %(example)s."
        )
        yield Sentence(differ, {"count": wrong, "example": example})


def _strays() -> Iterator[Sentence]:
    with connection.cursor() as cursor:
        cursor.execute(_STRAY)
        count, example = cursor.fetchone()
    if count:
        stray = gettext_noop(
            "%(count)s customers have rows for segments and do not stand for themselves, e.g. customer %(example)s."
        )
        yield Sentence(stray, {"count": count, "example": example})


def _memberships(*, today: date, at: datetime) -> Iterator[Sentence]:
    known, scope_on = kept_segments()
    scope = scope_on(today)
    for segment in known:
        with taken_back():
            one_writer()
            missing, extra = make_whole(segment, scope, at=at)
        if missing or extra:
            yield Sentence(
                gettext_noop(
                    "The segment %(key)s lacks %(missing)s customers its rule holds and keeps %(extra)s it does not."
                ),
                {"key": segment.key, "missing": missing, "extra": extra},
            )


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
