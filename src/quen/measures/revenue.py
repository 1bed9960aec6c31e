"""Revenue, and how much of it comes back.

Sources: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5; the split into first and later purchases is the
one of first-time and returning customers' sales that shop systems report.
"""

import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known
from quen.measures.percent import percent


def totals(purchases: ir.Table) -> ir.Table:
    """One row, minor units, before returns: purchases, revenue_minor, anonymous_purchases, anonymous_revenue_minor.

    Also average_purchase_minor (double, known customers: revenue / purchases; null without purchases) and
    first_day and last_day of all purchases.
    """
    is_known = purchases.customer.notnull()
    counts = purchases.agg(
        purchases=is_known.sum().coalesce(0),
        revenue_minor=purchases.amount_minor.sum(where=is_known).coalesce(0),
        anonymous_purchases=(~is_known).sum().coalesce(0),
        anonymous_revenue_minor=purchases.amount_minor.sum(where=~is_known).coalesce(0),
        first_day=purchases.day.min(),
        last_day=purchases.day.max(),
    )
    average = counts.revenue_minor.cast("float64") / counts["purchases"].cast("float64").nullif(0.0)
    return counts.mutate(average_purchase_minor=average)


def returned(returns: ir.Table) -> ir.Table:
    """One row: returned_minor of known customers and anonymous_returned_minor, both positive, and the last_day."""
    is_known = returns.customer.notnull()
    return returns.agg(
        returned_minor=returns.amount_minor.sum(where=is_known).coalesce(0),
        anonymous_returned_minor=returns.amount_minor.sum(where=~is_known).coalesce(0),
        first_day=returns.day.min(),
        last_day=returns.day.max(),
    )


def revenue_shares(customers: ir.Table) -> ir.Table:
    """Where the revenue of known customers comes from, percent of it; null without revenue.

    In: `per_customer`. Out: one row repeat_revenue_share (all purchases of customers with two or more) and
    returning_revenue_share (second and later purchases only).
    """
    sums = customers.agg(
        all_minor=_.revenue_minor.sum(),
        repeat_minor=_.revenue_minor.sum(where=_["purchases"] >= 2).coalesce(0),
        later_minor=(_.revenue_minor - _.first_amount_minor).sum(),
    )
    return sums.select(
        repeat_revenue_share=percent(_.repeat_minor, _.all_minor),
        returning_revenue_share=percent(_.later_minor, _.all_minor),
    )


def revenue_by_month(purchases: ir.Table, customers: ir.Table) -> ir.Table:
    """New and returning revenue of known customers, month by month, in minor units.

    In: purchases and their `per_customer`. Out: month (its first day), purchases, revenue_minor, new_minor (first
    purchases ever), returning_minor (the rest). First purchases are summed from the small table, so the large one is
    read once and never sorted.
    """
    months = (
        known(purchases)
        .group_by(month=_.day.truncate("month"))
        .agg(purchases=_.count(), revenue_minor=_.amount_minor.sum())
    )
    news = customers.group_by(month=_.first_day.truncate("month")).agg(new_minor=_.first_amount_minor.sum())
    joined = months.left_join(news, "month").select(
        "month", "purchases", "revenue_minor", new_minor=_.new_minor.coalesce(0)
    )
    return joined.mutate(returning_minor=_.revenue_minor - _.new_minor).order_by("month")
