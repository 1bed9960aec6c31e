"""The programme at a glance, from the facts as they are now.

Definitions stand in docs/reference/measures.md. Everything is set-based; purchases are read for the period only, by the
index purchase_by_time.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from quen.shops.clock import start_of

PERIOD_DAYS = 90
MONTHS = 12
ENOUGH_MEMBERS = 30
"""Below this a rate says little, and the page says so (the rule of thumb for proportions)."""

_PEOPLE = """
SELECT tier, count(*), count(*) FILTER (WHERE enrolled_at >= %(since)s),
       (SELECT count(*) FROM people_customer WHERE root_id IS NULL)
FROM enrolment_member WHERE left_at IS NULL GROUP BY tier
"""
_SALES = """
SELECT coalesce(sum(purchase.amount_minor), 0)::bigint,
       coalesce(sum(purchase.amount_minor) FILTER (WHERE member.customer_id IS NOT NULL), 0)::bigint,
       count(DISTINCT member.customer_id),
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
WHERE transfer.happened_at >= %(first)s AND entry.book IN ('expense', 'redeemed', 'expired')
GROUP BY 1 ORDER BY 1
"""
_MOVES = """
SELECT facts->>'before', facts->>'after', count(*) FROM events_event
WHERE kind = 'tier.moved' AND happened_at >= %(since)s AND happened_at < %(until)s GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Month:
    """What became of points in one month: given (less taken back), spent, expired."""

    begins: date
    given: int
    spent: int
    expired: int


@dataclass(frozen=True)
class Overview:
    """The figures of the page. Money in minor units; a rate is None where nothing can be said."""

    customers: int
    """All known ones; not counted before there is a member."""
    members: int
    new_members: int
    revenue_minor: int
    member_revenue_minor: int
    active_members: int
    member_visits: int
    tiers: dict[str, int]
    months: tuple[Month, ...]
    moves: dict[tuple[str, str], int]

    @property
    def enrolment_rate(self) -> float | None:
        """Members of a hundred known customers."""
        return _percent(self.members, self.customers)

    @property
    def member_share(self) -> float | None:
        """Members' part of a hundred of revenue in the period."""
        return _percent(self.member_revenue_minor, self.revenue_minor)

    @property
    def active_rate(self) -> float | None:
        """Members who bought in the period, of a hundred."""
        return _percent(self.active_members, self.members)

    @property
    def given(self) -> int:
        """Points given in the last twelve months, less what returns took back."""
        return sum(month.given for month in self.months)

    @property
    def spent(self) -> int:
        """Points spent in the last twelve months."""
        return sum(month.spent for month in self.months)

    @property
    def burn_rate(self) -> float | None:
        """Points spent of a hundred given, both in the last twelve months."""
        return _percent(self.spent, self.given)

    @property
    def says_enough(self) -> bool:
        """Whether there are members enough for the rates to mean something."""
        return self.members >= ENOUGH_MEMBERS


def overview(*, at: datetime, zone: ZoneInfo) -> Overview:
    """The programme as it is at that moment, by the shop's clock. Four queries."""
    today = at.astimezone(zone).date()
    asked = {
        "since": start_of(today - timedelta(days=PERIOD_DAYS), zone),
        "until": at,
        "first": start_of(_first_month(today), zone),
        "zone": str(zone),
    }
    people = _rows(_PEOPLE, asked)
    ((revenue, of_members, active, visits),) = _rows(_SALES, asked)
    return Overview(
        customers=people[0][3] if people else 0,
        members=sum(count for _tier, count, _new, _customers in people),
        new_members=sum(new for _tier, _count, new, _customers in people),
        revenue_minor=revenue,
        member_revenue_minor=of_members,
        active_members=active,
        member_visits=visits,
        tiers={tier: count for tier, count, _new, _customers in people},
        months=tuple(Month(*row) for row in _rows(_POINTS, asked)),
        moves={(before, after): count for before, after, count in _rows(_MOVES, asked)},
    )


def _first_month(today: date) -> date:
    """The first of the month eleven months before this one."""
    number = today.year * 12 + today.month - MONTHS
    return date(number // 12, number % 12 + 1, 1)


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole > 0 else None
