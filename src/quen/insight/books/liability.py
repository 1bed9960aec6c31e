"""Points and money outstanding, by the month in which they end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from quen.insight.books.worth import Worth, worth
from quen.shops.clock import shop_timezone

# Lots that hold or owe something only: the partial index lot_alive covers them, spent history is not read.
_STATEMENT = """
SELECT date_trunc('month', expires_at AT TIME ZONE %(zone)s)::date, version,
  sum(greatest(remaining, 0)) FILTER (WHERE pending_until <= %(at)s),
  sum(greatest(remaining, 0)) FILTER (WHERE pending_until > %(at)s),
  sum(reserved), sum(least(remaining, 0))
FROM points_lot WHERE remaining <> 0 OR reserved > 0
GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2
"""


# As the books were: every entry before a moment, whatever has become of its lot since. Reads all of them.
_THEN = """
SELECT lot.version, sum(entry.points)::bigint
FROM points_entry AS entry JOIN points_transfer AS transfer ON transfer.id = entry.transfer_id
JOIN points_lot AS lot ON lot.id = entry.lot_id
WHERE entry.book IN ('liability', 'reserved') AND transfer.happened_at < %(until)s GROUP BY 1
"""


@dataclass
class Month:
    """What ends in a month (`begins` None: never). `owed` is what members owe, below zero; they have no end."""

    begins: date | None
    spendable: int = 0
    pending: int = 0
    reserved: int = 0
    owed: int = 0
    worth_minor: int = 0

    @property
    def points(self) -> int:
        """What is outstanding: spendable, waiting and held, less what is owed."""
        return self.spendable + self.pending + self.reserved + self.owed


@dataclass(frozen=True)
class Liability:
    """The whole book at one moment."""

    months: Sequence[Month]
    at: datetime

    @property
    def points(self) -> int:
        return sum(month.points for month in self.months)

    @property
    def worth_minor(self) -> int:
        return sum(month.worth_minor for month in self.months)

    @property
    def all(self) -> Month:
        """The sum of all months."""
        names = ("spendable", "pending", "reserved", "owed", "worth_minor")
        return Month(None, **{name: sum(getattr(month, name) for month in self.months) for name in names})


def liability(*, at: datetime, by: Worth | None = None, zone: ZoneInfo | None = None) -> Liability:
    """What is outstanding now, by the month it ends in, soonest first. One query, and two for what is not given."""
    valued, months = by or worth(), defaultdict[date | None, Month](lambda: Month(None))
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"zone": (zone or shop_timezone()).key, "at": at})
        rows = cursor.fetchall()
    for begins, version, *numbers in rows:
        spendable, pending, reserved, owed = (int(number or 0) for number in numbers)
        month = months[begins]
        month.begins = begins
        month.spendable += spendable
        month.pending += pending
        month.reserved += reserved
        month.owed += owed
        month.worth_minor += valued.of(spendable + pending + reserved + owed, version)
    return Liability(list(months.values()), at)


@dataclass(frozen=True)
class Outstanding:
    """Points outstanding at a moment, and what they are worth."""

    points: int
    worth_minor: int


def outstanding_then(*, until: datetime, by: Worth) -> Outstanding:
    """What was outstanding at a moment that is past. One query; `liability` says more, and faster, of now."""
    with connection.cursor() as cursor:
        cursor.execute(_THEN, {"until": until})
        rows = cursor.fetchall()
    return Outstanding(
        points=sum(points for _version, points in rows),
        worth_minor=sum(by.of(points, version) for version, points in rows),
    )
