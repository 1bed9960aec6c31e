"""The journal of the liability, as IFRS 15 has it: points given are revenue deferred, recognised when they are spent or
lapse (IFRS 15, B39 to B47). Every line is the sum of a month's transfers of one kind; all lines from the beginning
add up to what the lots hold, to the point.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from quen.insight.books.worth import Worth, worth
from quen.points.models import TransferKind
from quen.shops.clock import shop_timezone, start_of

# One look at the entries of the period, through the transfers' times; a reversal counts as what it undoes.
_STATEMENT = """
SELECT date_trunc('month', t.happened_at AT TIME ZONE %(zone)s)::date,
  coalesce(undone.kind, t.kind), lot.version, sum(e.points)
FROM points_transfer t
JOIN points_entry e ON e.transfer_id = t.id AND e.book IN ('liability', 'reserved')
JOIN points_lot lot ON lot.id = e.lot_id
LEFT JOIN points_transfer undone ON t.kind = 'reverse' AND undone.id = t.reverses_id
WHERE t.happened_at >= %(first)s AND t.happened_at < %(after)s
GROUP BY 1, 2, 3
"""
_BEFORE = """
SELECT lot.version, sum(e.points) FROM points_transfer t
JOIN points_entry e ON e.transfer_id = t.id AND e.book IN ('liability', 'reserved')
JOIN points_lot lot ON lot.id = e.lot_id
WHERE t.happened_at < %(first)s GROUP BY 1
"""


class Ledger(models.TextChoices):
    """The accounts of the shop's books a line speaks of."""

    LIABILITY = "contract_liability", _("Contract liability (revenue deferred for points)")
    REVENUE = "revenue", _("Revenue")
    BREAKAGE = "breakage", _("Revenue from points never spent")
    MARKETING = "marketing", _("Marketing expense")
    PARTNERS = "partners", _("Settlement with partners")
    OPENING = "opening", _("Opening balance")


_AGAINST: dict[str, Ledger] = {
    TransferKind.EARN: Ledger.REVENUE,
    TransferKind.TAKE_BACK: Ledger.REVENUE,
    TransferKind.REDEEM: Ledger.REVENUE,
    TransferKind.CONFIRM: Ledger.REVENUE,
    TransferKind.RESTORE: Ledger.REVENUE,
    TransferKind.EXPIRE: Ledger.BREAKAGE,
    TransferKind.ADJUST: Ledger.MARKETING,
    TransferKind.REPAY: Ledger.MARKETING,  # the debt and what makes it good may be worth different amounts
    TransferKind.PARTNER_IN: Ledger.PARTNERS,
    TransferKind.PARTNER_OUT: Ledger.PARTNERS,
    TransferKind.OPENING: Ledger.OPENING,
}
"""What stands on the other side; kinds that only move points between lots are no line."""


@dataclass(frozen=True)
class JournalLine:
    """A month's transfers of one kind. `points` above zero: the liability grew by so much."""

    month: date
    kind: TransferKind
    points: int
    worth_minor: int

    @property
    def debit(self) -> Ledger:
        return self._against if self._grew else Ledger.LIABILITY

    @property
    def credit(self) -> Ledger:
        return Ledger.LIABILITY if self._grew else self._against

    @property
    def amount_minor(self) -> int:
        """Never below zero: the sides say which way."""
        return abs(self.worth_minor)

    @property
    def _grew(self) -> bool:
        return (self.worth_minor or self.points) > 0

    @property
    def _against(self) -> Ledger:
        return _AGAINST.get(self.kind, Ledger.MARKETING)


@dataclass(frozen=True)
class Journal:
    """Lines of a period with the liability before and after it. before + lines = after, always."""

    first: date
    last: date
    before_points: int
    before_minor: int
    lines: Sequence[JournalLine]

    @property
    def after_points(self) -> int:
        return self.before_points + sum(line.points for line in self.lines)

    @property
    def after_minor(self) -> int:
        return self.before_minor + sum(line.worth_minor for line in self.lines)


def journal(*, first: date, last: date, by: Worth | None = None) -> Journal:
    """The journal of these days (both included), by month and kind. Four queries."""
    valued, zone = by or worth(), shop_timezone()
    facts: dict[str, str | datetime] = {
        "zone": zone.key, "first": start_of(first, zone), "after": start_of(last + timedelta(days=1), zone),
    }  # fmt: skip
    sums: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, facts)
        before = [(version, int(points)) for version, points in cursor.fetchall()]
        cursor.execute(_STATEMENT, facts)
        for month, kind, version, points in cursor.fetchall():
            sums[month, kind][0] += int(points)
            sums[month, kind][1] += valued.of(int(points), version)
    return Journal(
        first=first,
        last=last,
        before_points=sum(points for _, points in before),
        before_minor=sum(valued.of(points, version) for version, points in before),
        lines=[
            JournalLine(month, TransferKind(kind), points, minor)
            for (month, kind), (points, minor) in sorted(sums.items())
            if points or minor
        ],
    )
