"""The programme in five numbers, for the first page of the day."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from quen.shops.clock import start_of

NEW_DAYS = 7
RECENT_DAYS = 30
SOON_DAYS = 30

# Accounts hold the sums of their lots, and lots that end soon are found by the index lot_due: only the sales of the
# last days are read one by one, by the index purchase_by_time.
_STATEMENT = """
SELECT joined.members, joined.new, points.outstanding, soon.expiring, sales.of_members, sales.revenue
FROM (SELECT count(*) AS members, count(*) FILTER (WHERE enrolled_at >= %(new_since)s) AS new
      FROM enrolment_member WHERE left_at IS NULL AND enrolled_at < %(until)s) AS joined,
     (SELECT coalesce(sum(balance + reserved), 0)::bigint AS outstanding FROM points_account) AS points,
     (SELECT coalesce(sum(remaining), 0)::bigint AS expiring FROM points_lot
      WHERE remaining > 0 AND expires_at < %(soon)s) AS soon,
     (SELECT coalesce(sum(purchase.amount_minor), 0)::bigint AS revenue,
             coalesce(sum(purchase.amount_minor) FILTER (WHERE member.customer_id IS NOT NULL), 0)::bigint AS of_members
      FROM purchases_purchase AS purchase
      LEFT JOIN people_customer AS person ON person.id = purchase.customer_id
      LEFT JOIN enrolment_member AS member
        ON member.customer_id = coalesce(person.root_id, person.id) AND purchase.bought_at >= member.enrolled_at
       AND (member.left_at IS NULL OR purchase.bought_at < member.left_at)
      WHERE purchase.bought_at >= %(since)s AND purchase.bought_at < %(until)s) AS sales
"""


@dataclass(frozen=True)
class InBrief:
    """Members, those of the last NEW_DAYS days, points outstanding and those that end within SOON_DAYS days."""

    members: int
    new_members: int
    outstanding: int
    expiring: int
    member_share: float | None
    """Members' part of a hundred of revenue in the last RECENT_DAYS days; None without revenue."""


def in_brief(*, today: date, zone: ZoneInfo) -> InBrief | None:
    """As of the end of a day of the shop; None where nobody is a member. One query."""
    tomorrow = today + timedelta(days=1)
    asked = {
        "until": start_of(tomorrow, zone),
        "new_since": start_of(tomorrow - timedelta(days=NEW_DAYS), zone),
        "since": start_of(tomorrow - timedelta(days=RECENT_DAYS), zone),
        "soon": start_of(tomorrow + timedelta(days=SOON_DAYS), zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, asked)
        members, new, outstanding, expiring, of_members, revenue = cursor.fetchone()
    if not members:
        return None
    return InBrief(members, new, outstanding, expiring, 100 * of_members / revenue if revenue else None)
