"""The programme at a glance: a period of it, and how it stood at its end.

Definitions stand in docs/reference/measures.md. Everything is set-based; purchases are read for the period only, by the
index purchase_by_time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from quen.insight.books.breakage import breakage
from quen.insight.lake.read import Filters
from quen.insight.results import kept
from quen.shops.clock import start_of

ENOUGH_MEMBERS = 30
"""Below this a rate says little, and the page says so (the rule of thumb for proportions)."""
_BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)

# A tier as it was at the end: what the first move after it left, else what it is now. The customers known by then are
# those who had bought or enrolled; asked of now, all there are.
_PEOPLE = """
WITH later AS (
  SELECT DISTINCT ON (customer_id) customer_id, before FROM tiers_tiermove
  WHERE moved_at >= %(until)s ORDER BY customer_id, moved_at, event
)
SELECT coalesce(later.before, member.tier), count(*), count(*) FILTER (WHERE enrolled_at >= %(since)s),
       (SELECT count(*) FROM people_customer AS person WHERE root_id IS NULL AND (
          %(is_now)s
          OR EXISTS (SELECT FROM insight_customersummary AS bought
                     WHERE bought.customer_id = person.id AND bought.first_at < %(until)s)
          OR EXISTS (SELECT FROM enrolment_member AS joined
                     WHERE joined.customer_id = person.id AND joined.enrolled_at < %(until)s)))
FROM enrolment_member AS member LEFT JOIN later ON later.customer_id = member.customer_id
WHERE enrolled_at < %(until)s AND (left_at IS NULL OR left_at >= %(until)s) GROUP BY 1
"""
_SALES = """
SELECT coalesce(sum(purchase.amount_minor), 0)::bigint,
       coalesce(sum(purchase.amount_minor) FILTER (WHERE member.customer_id IS NOT NULL), 0)::bigint,
       count(DISTINCT member.customer_id) FILTER (WHERE member.left_at IS NULL OR member.left_at >= %(until)s),
       count(*) FILTER (WHERE member.customer_id IS NOT NULL)
FROM purchases_purchase AS purchase
LEFT JOIN people_customer AS person ON person.id = purchase.customer_id
LEFT JOIN enrolment_member AS member
  ON member.customer_id = coalesce(person.root_id, person.id) AND purchase.bought_at >= member.enrolled_at
 AND (member.left_at IS NULL OR purchase.bought_at < member.left_at)
WHERE purchase.bought_at >= %(since)s AND purchase.bought_at < %(until)s
"""
# The books of the programme are sums of entries: given is below zero in expense, what came back is above.
_POINTS = """
SELECT date_trunc('month', transfer.happened_at AT TIME ZONE %(zone)s)::date AS month,
       -coalesce(sum(entry.points) FILTER (WHERE entry.book = 'expense'), 0)::bigint,
       coalesce(sum(entry.points) FILTER (WHERE entry.book = 'redeemed'), 0)::bigint,
       coalesce(sum(entry.points) FILTER (WHERE entry.book = 'expired'), 0)::bigint
FROM points_transfer AS transfer JOIN points_entry AS entry ON entry.transfer_id = transfer.id
WHERE transfer.happened_at >= %(since)s AND transfer.happened_at < %(until)s
  AND entry.book IN ('expense', 'redeemed', 'expired')
GROUP BY 1 ORDER BY 1
"""
_MOVES = """
SELECT before, after, count(*) FROM tiers_tiermove
WHERE moved_at >= %(since)s AND moved_at < %(until)s AND before <> '' GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Span:
    """A period as moments: from `since`, before `until`, by the clock of `zone`. `is_now`: it ends at this moment."""

    since: datetime
    until: datetime
    zone: ZoneInfo
    is_now: bool


def span(*, first_day: date | None, last_day: date, at: datetime, zone: ZoneInfo) -> Span:
    """The days from `first_day` (None: the beginning) to `last_day`, as far as they are over at the moment `at`."""
    end = start_of(last_day + timedelta(days=1), zone)
    since = start_of(first_day, zone) if first_day else _BEGINNING
    return Span(since, min(end, at), zone, is_now=end > at)


@dataclass(frozen=True)
class Month:
    """What became of points in one month: given (less taken back), spent, expired."""

    begins: date
    given: int
    spent: int
    expired: int


@dataclass(frozen=True)
class Sums:
    """What is added up over many facts, and therefore saved with the lake. A rate is None as in `Overview`."""

    revenue_minor: int
    member_revenue_minor: int
    active_members: int
    member_visits: int
    months: tuple[Month, ...]
    breakage_rate: float | None
    """Of a hundred points given, those never spent, as far as whole months are over."""
    expected_to_expire: int | None
    """Of the points outstanding."""


@dataclass(frozen=True)
class Overview:
    """The figures of the page. Money in minor units; a rate is None where nothing can be said."""

    customers: int
    """Known by the end of the period; not counted before there is a member."""
    members: int
    new_members: int
    tiers: dict[str, int]
    moves: dict[tuple[str, str], int]
    sums: Sums

    @property
    def enrolment_rate(self) -> float | None:
        """Members of a hundred known customers."""
        return _percent(self.members, self.customers)

    @property
    def member_share(self) -> float | None:
        """Members' part of a hundred of revenue in the period."""
        return _percent(self.sums.member_revenue_minor, self.sums.revenue_minor)

    @property
    def active_rate(self) -> float | None:
        """Members who bought in the period, of a hundred."""
        return _percent(self.sums.active_members, self.members)

    @property
    def given(self) -> int:
        """Points given in the period, less what returns took back."""
        return sum(month.given for month in self.sums.months)

    @property
    def spent(self) -> int:
        """Points spent in the period."""
        return sum(month.spent for month in self.sums.months)

    @property
    def expired(self) -> int:
        """Points that ended unspent in the period."""
        return sum(month.expired for month in self.sums.months)

    @property
    def burn_rate(self) -> float | None:
        """Points spent of a hundred given, both in the period."""
        return _percent(self.spent, self.given)

    @property
    def says_enough(self) -> bool:
        """Whether there are members enough for the rates to mean something."""
        return self.members >= ENOUGH_MEMBERS


def overview(of: Span, sums: Sums) -> Overview:
    """The programme in a period, of which the sums are known. Two queries."""
    asked = {"since": of.since, "until": of.until, "is_now": of.is_now}
    people = _rows(_PEOPLE, asked)
    return Overview(
        customers=people[0][3] if people else 0,
        members=sum(count for _tier, count, _new, _customers in people),
        new_members=sum(new for _tier, _count, new, _customers in people),
        tiers={tier: count for tier, count, _new, _customers in people},
        moves={(before, after): count for before, after, count in _rows(_MOVES, asked)},
        sums=sums,
    )


def kept_sums(of: Span, *, first_day: date | None, last_day: date) -> Sums:
    """The sums of these days (whose span is `of`), saved with the lake: as new as its newest sale. One query then."""
    found = kept("loyalty", Filters(first_day, last_day), lambda: asdict(sums_of(of)))
    months = [Month(date.fromisoformat(month.pop("begins")), **month) for month in found.pop("months")]
    return Sums(**found, months=tuple(months))


def sums_of(of: Span) -> Sums:
    """The sums of a period. Three queries that read all its sales, and all entries of the ledger."""
    ((revenue, of_members, active, visits),) = _rows(_SALES, {"since": of.since, "until": of.until})
    never = breakage(until=None if of.is_now else of.until, zone=of.zone)
    return Sums(
        revenue_minor=revenue,
        member_revenue_minor=of_members,
        active_members=active,
        member_visits=visits,
        months=points_by_month(of),
        breakage_rate=never.percent,
        expected_to_expire=never.expected,
    )


def points_by_month(of: Span) -> tuple[Month, ...]:
    """What became of points in each month of the period that has any. One query."""
    asked = {"since": of.since, "until": of.until, "zone": str(of.zone)}
    return tuple(Month(*row) for row in _rows(_POINTS, asked))


def _rows(statement: str, asked: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(asked))
        return list(cursor.fetchall())


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole > 0 else None
