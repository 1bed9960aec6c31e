"""Retention month on month: of last month's buyers, who bought again this month.

Source: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5 (retention rate: customers retained / customers at
risk), with the calendar month as the period of a shop without contract.
"""

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.percent import percent


def retention_by_month(months: ir.Table, *, as_of: date) -> ir.Table:
    """In: `active_months`; `as_of` is the first day after the data. Out, a row per month with buyers, in order:

    month_no, active (customers with a purchase), retained (of those active in the calendar month before, the ones
    active again) and rate (retained / active of the month before, percent). retained and rate are null in a month
    that is not over before `as_of`; both are null in the first month, and rate wherever the month before had nobody.
    """
    own = ibis.window(group_by=months.customer, order_by=months.month_no)
    seen = months.mutate(came_back=months.month_no.lag().over(own) == months.month_no - 1)
    counts = seen.group_by("month_no").agg(active=_.count(), came_back=_.came_back.sum().coalesce(0))
    order = ibis.window(order_by=counts.month_no)
    follows = counts.month_no.lag().over(order) == counts.month_no - 1
    at_risk = ibis.ifelse(follows, counts.active.lag().over(order), 0)
    finished = counts.month_no < as_of.year * 12 + as_of.month - 1
    is_first = counts.month_no.lag().over(order).isnull()
    asked = counts.mutate(at_risk=at_risk, is_measured=finished & ~is_first)
    return asked.select(
        "month_no",
        "active",
        retained=ibis.ifelse(_.is_measured, _.came_back, ibis.null("int64")),
        rate=ibis.ifelse(_.is_measured, percent(_.came_back, _.at_risk), ibis.null("float64")),
    ).order_by("month_no")
