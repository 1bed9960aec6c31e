"""The second purchase: how many come back at all, and how soon.

Source: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5 (repeat rate of new customers); rates over a fixed
window, so that customers won lately are not held against those won long ago: the complete-case estimate of Kaplan and
Meier's curve, "Nonparametric estimation from incomplete observations", JASA 53 (1958), at one point.
"""

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.gaps import gaps
from quen.measures.wilson import rated

WINDOWS_DAYS = (30, 60, 90)


def first_two_purchases(purchases: ir.Table) -> ir.Table:
    """One row per known customer: customer, first_day, second_gap_days (days from the first purchase to the second; 0
    on the same day, null where there is no second). Compute it once and keep it."""
    rows = gaps(purchases)
    # Of purchases of one day the one with the gap comes first; the very first purchase has none.
    order = [rows.day, ibis.desc(rows.gap_days)]
    place = ibis.row_number().over(ibis.window(group_by=rows.customer, order_by=order))
    early = rows.mutate(place=place).filter(_.place < 2)
    return early.group_by("customer").agg(first_day=_.day.min(), second_gap_days=_.gap_days.max())


def second_purchase_within(
    firsts: ir.Table, *, as_of: date, windows_days: Sequence[int] = WINDOWS_DAYS
) -> ir.Table:
    """In: `first_two_purchases`; `as_of`: the first day after the data. A row per window, shortest first:

    days, customers (whose first purchase lies at least `days` days before `as_of`: they had the whole time), came_back
    (of these, second purchase at most `days` days after the first), rate, low, high (percent, 95 %), is_small.
    """
    watched = firsts.mutate(watched_days=ibis.literal(as_of).delta(firsts.first_day, unit="day") - 1)
    [first, *more] = [_within(watched, days) for days in sorted(windows_days)]
    return rated(ibis.union(first, *more) if more else first, "came_back", "customers").order_by("days")


def _within(watched: ir.Table, days: int) -> ir.Table:
    whole = watched.filter(_.watched_days >= days)
    return whole.agg(customers=_.count(), came_back=(_.second_gap_days <= days).sum().coalesce(0)).select(
        ibis.literal(days, "int32").name("days"), "customers", "came_back"
    )
