"""Which part of the points given is never spent, as far as the shop's own history tells.

A cohort is the points given in one month. A cohort is over when nothing of it is left; the share of it that expired is
then known. The rate of all cohorts that are over (points weighted) is expected of the open ones as well: of what is
still outstanding of a cohort, as much is expected to expire as brings it to that rate, and no more than is outstanding
(IFRS 15, B46: in proportion to the pattern of rights exercised). With fewer than three cohorts over, or fewer than a
thousand points in them, nothing is expected: there is too little to go by.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from quen.shops.clock import shop_timezone

LEAST_COHORTS = 3
LEAST_POINTS = 1_000

# Every entry with its lot's month, added up by what its transfer did. Moves between accounts keep the month: they
# cancel out. A hash join of entries and lots, grouped at once.
_STATEMENT = """
SELECT date_trunc('month', lot.earned_at AT TIME ZONE %(zone)s)::date,
  CASE WHEN t.kind = 'expire' THEN 'expired'
       WHEN coalesce(undone.kind, t.kind) IN ('redeem', 'confirm', 'restore', 'partner_out') THEN 'spent'
       ELSE 'given' END,
  sum(e.points)
FROM points_entry e
JOIN points_lot lot ON lot.id = e.lot_id
JOIN points_transfer t ON t.id = e.transfer_id
LEFT JOIN points_transfer undone ON t.kind = 'reverse' AND undone.id = t.reverses_id
WHERE e.book IN ('liability', 'reserved') AND lot.points > 0
  AND (%(until)s::timestamptz IS NULL OR t.happened_at < %(until)s)
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Cohort:
    """The points of one month: given (what was taken back is not), spent, expired."""

    month: date
    given: int
    spent: int
    expired: int

    @property
    def outstanding(self) -> int:
        return self.given - self.spent - self.expired

    @property
    def is_over(self) -> bool:
        return self.outstanding == 0 and self.given > 0

    def expected(self, rate: float | None) -> int | None:
        """How much of what is outstanding is expected to expire; None where there is too little to go by."""
        if rate is None:
            return None
        return min(max(round(self.given * rate) - self.expired, 0), self.outstanding)


@dataclass(frozen=True)
class Breakage:
    """All cohorts, oldest first, and the rate of those that are over; None: too little to go by."""

    cohorts: Sequence[Cohort]

    @property
    def over(self) -> list[Cohort]:
        return [cohort for cohort in self.cohorts if cohort.is_over]

    @property
    def rate(self) -> float | None:
        given = sum(cohort.given for cohort in self.over)
        if len(self.over) < LEAST_COHORTS or given < LEAST_POINTS:
            return None
        return sum(cohort.expired for cohort in self.over) / given

    @property
    def percent(self) -> float | None:
        """The rate in percent."""
        return None if self.rate is None else self.rate * 100

    @property
    def expected(self) -> int | None:
        """Points outstanding that are expected to expire."""
        rate = self.rate
        return None if rate is None else sum(cohort.expected(rate) or 0 for cohort in self.cohorts)


def breakage(*, until: datetime | None = None, zone: ZoneInfo | None = None) -> Breakage:
    """From all entries there are, or were before `until`. One query, and one for the zone where it is not given."""
    sums: dict[date, dict[str, int]] = defaultdict(lambda: {"given": 0, "spent": 0, "expired": 0})
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"zone": (zone or shop_timezone()).key, "until": until})
        for month, what, points in cursor.fetchall():
            sums[month][what] += int(points) if what == "given" else -int(points)
    return Breakage([Cohort(month, **parts) for month, parts in sorted(sums.items())])
