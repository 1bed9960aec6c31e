"""Whether it helps: who came back within a month, of those looked after and of those not.

Compared are former regulars worth winning back: from the first time she was looked after, or, where nobody did, from
the first day she stood on the list. It is no trial, for staff choose whom they call, and the page says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from quen.insight.business_day import start_of

WITHIN_DAYS = 30
SINCE_DAYS = 365
ENOUGH = 30
"""Fewer on either side are too few to say anything."""

_CAME_BACK = """
WITH cases AS (
  SELECT customer_id, bool_or(state = 'done') AS was_done,
    coalesce(min(decided_at) FILTER (WHERE state = 'done'), min(day)::timestamp AT TIME ZONE %(zone)s) AS since
  FROM insight_care
  WHERE kind = 'rescue' AND day >= %(first_day)s
  GROUP BY customer_id
)
SELECT was_done, count(*), count(*) FILTER (WHERE EXISTS (
  SELECT FROM people_customer AS c JOIN purchases_purchase AS p ON p.customer_id = c.id
  WHERE (c.id = cases.customer_id OR c.root_id = cases.customer_id)
    AND p.bought_at > cases.since AND p.bought_at <= cases.since + %(within)s))
FROM cases WHERE since < %(last)s
GROUP BY was_done
"""


@dataclass(frozen=True)
class Outcome:
    """Regulars overdue who were looked after, and those who were not; how many of each came back in time."""

    done: int
    done_came: int
    left: int
    left_came: int

    @property
    def is_enough(self) -> bool:
        """Whether both sides are many enough to be compared."""
        return min(self.done, self.left) >= ENOUGH

    @property
    def done_percent(self) -> float:
        return 100 * self.done_came / self.done if self.done else 0.0

    @property
    def left_percent(self) -> float:
        return 100 * self.left_came / self.left if self.left else 0.0


def measure(*, day: date, zone: str) -> dict[str, Any]:
    """The figures as they are kept with a day's list. Only cases whose month is over count."""
    tomorrow = start_of(day + timedelta(days=1), zone)
    parameters: dict[str, Any] = {
        "zone": zone,
        "first_day": day - timedelta(days=SINCE_DAYS),
        "within": timedelta(days=WITHIN_DAYS),
        "last": tomorrow - timedelta(days=WITHIN_DAYS),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CAME_BACK, parameters)
        rows = {bool(was_done): (count, came) for was_done, count, came in cursor.fetchall()}
    (done, done_came), (left, left_came) = rows.get(True, (0, 0)), rows.get(False, (0, 0))
    return {"done": done, "done_came": done_came, "left": left, "left_came": left_came}


def outcome(kept: dict[str, Any]) -> Outcome:
    """The kept figures; nothing measured yet where there are none."""
    return Outcome(**{name: int(kept.get(name, 0)) for name in ("done", "done_came", "left", "left_came")})
