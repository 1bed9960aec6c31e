"""What the programme cost of some members for some time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from quen.insight.books.worth import worth
from quen.shops.clock import start_of

# Points go by who earned them, also where she has merged into another since, or puts a part into her household's. A
# voucher that points bought is paid for by those points.
_STATEMENT = """
WITH followed AS (
  SELECT person.id AS customer, of_member.since, of_member.until
  FROM unnest(%(customers)s::bigint[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    AS of_member (customer, since, until)
  JOIN people_customer AS person ON coalesce(person.root_id, person.id) = of_member.customer
)
SELECT 'points', lot.version, sum(entry.points)::bigint
FROM followed JOIN points_account AS account ON account.customer_id = followed.customer
JOIN points_entry AS entry ON entry.account_id = account.id AND entry.book = 'liability'
JOIN points_lot AS lot ON lot.id = entry.lot_id
JOIN points_transfer AS transfer ON transfer.id = entry.transfer_id
 AND transfer.happened_at >= followed.since AND transfer.happened_at < followed.until
LEFT JOIN points_transfer AS undone ON transfer.kind = 'reverse' AND undone.id = transfer.reverses_id
WHERE coalesce(undone.kind, transfer.kind) IN ('earn', 'take_back') GROUP BY lot.version
UNION ALL
SELECT 'vouchers', NULL, coalesce(sum(used.discount_minor), 0)::bigint
FROM followed JOIN vouchers_use AS used ON used.customer_id = followed.customer AND used.given_back_at IS NULL
 AND used.used_at >= followed.since AND used.used_at < followed.until
JOIN vouchers_voucher AS voucher ON voucher.id = used.voucher_id
WHERE voucher.customer_id IS NOT NULL AND voucher.source <> 'reward'
UNION ALL
SELECT 'rewards', NULL, count(*)
FROM followed JOIN rewards_claim AS claim ON claim.customer_id = followed.customer AND claim.state = 'handed_over'
 AND claim.ended_at >= followed.since AND claim.ended_at < followed.until
"""


@dataclass(frozen=True)
class Followed:
    """A member, and the days for which she is looked at: from the first, before the second."""

    customer: int
    since: date
    until: date


@dataclass(frozen=True)
class Costs:
    """Minor units. Rewards are bought with points, so they cost nothing besides; `rewards` counts them.

    Points count in full as they are given: those that end unspent will have cost nothing.
    """

    points: int
    points_minor: int
    vouchers_minor: int
    rewards: int

    @property
    def all_minor(self) -> int:
        return self.points_minor + self.vouchers_minor


def costs(members: Sequence[Followed], *, zone: ZoneInfo) -> Costs:
    """What these members were given in their time, less what returns took back. Two queries."""
    starts = {day: start_of(day, zone) for member in members for day in (member.since, member.until)}
    asked: dict[str, Any] = {
        "customers": [member.customer for member in members],
        "since": [starts[member.since] for member in members],
        "until": [starts[member.until] for member in members],
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, asked)
        rows = cursor.fetchall()
    value = worth()
    given = [(version, amount) for what, version, amount in rows if what == "points"]
    besides = {what: amount for what, _version, amount in rows if what != "points"}
    return Costs(
        points=sum(points for _version, points in given),
        points_minor=sum(value.of(points, version) for version, points in given),
        vouchers_minor=besides["vouchers"],
        rewards=besides["rewards"],
    )
