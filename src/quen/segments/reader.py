"""The reader that keeps profiles and memberships in step with the story."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from quen.events.models import Cursor
from quen.events.position import Batch, Position
from quen.events.reader import Reader
from quen.insight.business_day import business_today
from quen.insight.summary.reader import KINDS as SUMMARISED
from quen.insight.summary.refresh import refresh_summaries
from quen.segments.compile import kinds
from quen.segments.conditions.registry import ASKED_IN_PLACE, TOUCHING
from quen.segments.conditions.story import TOLD_KINDS
from quen.segments.conditions.touched import OF_MERGES, OF_PURCHASES
from quen.segments.membership import keep, kept_segments
from quen.segments.models import Fifths
from quen.segments.profile.measure import measure_fifths
from quen.segments.profile.refresh import refresh_profiles
from quen.segments.reads import rule_of

NEWS = timedelta(days=7)
"""What is older than this when it is learnt moves customers in and out and is not told: the past is no news."""

_TALLIED = OF_MERGES | OF_PURCHASES | TOLD_KINDS


def segment_reader(
    today: Callable[[], date] = business_today, now: Callable[[], datetime] = timezone.now
) -> Reader:
    """The reader for the registry; it comes after the one that keeps summaries.

    A batch is large because an import speaks of each customer many times. Its work is many short transactions, so that
    no other reader waits for it; each is right by itself, and doing one again changes nothing.
    """

    def take(batch: Batch) -> None:
        customers = batch.customers()
        if not customers:
            return
        touched = frozenset(batch.events().order_by().values_list("kind", flat=True).distinct())
        if touched & SUMMARISED and not _is_summarised(batch):
            refresh_summaries(customers, today=today())
        if not Fifths.objects.exists():
            measure_fifths(today=today())  # before the first are written, so that nobody is written twice
        if touched - ASKED_IN_PLACE:
            refresh_profiles(customers, with_tallies=bool(touched & _TALLIED))
        _keep(batch, customers, touched, today=today(), at=now())

    return Reader(name="segments", take=take, kinds=TOUCHING, batch=1_000_000, is_transactional=False)


def _keep(batch: Batch, customers: list[int], touched: frozenset[str], *, today: date, at: datetime) -> None:
    """Judge whom the batch speaks of by the segments its kinds of events may move."""
    known, scope_on = kept_segments()
    scope = scope_on(today)
    moved = [one for one in known if touched & OF_MERGES or touched & kinds(rule_of(one), scope)]
    if not moved:
        return
    fresh = set(
        batch.events().filter(happened_at__gt=at - NEWS).order_by().values_list("customer", flat=True)
    )
    news = [one for one in customers if one in fresh]
    keep(news, moved, scope, at=at, is_told=True)
    keep([one for one in customers if one not in fresh], moved, scope, at=at, is_told=False)


def _is_summarised(batch: Batch) -> bool:
    """Whether the summaries already know of everything in the batch: facts may have come between the two readers."""
    read = Cursor.objects.filter(reader="summary").first()
    return read is not None and Position(read.transaction, read.event) >= batch.upto
