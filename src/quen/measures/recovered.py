"""Did they come back after something went wrong? Customers whose complaint ended well beside those whose did not.

That customers whose complaint was settled to their satisfaction may stay more loyal than before ("service recovery
paradox") is McCollough and Bharadwaj, "The recovery paradox", in Marketing Theory and Applications, American Marketing
Association (1992); the meta-analysis of de Matos, Henrique and Rossi, "Service recovery paradox: a meta-analysis",
Journal of Service Research 10 (2007) finds it for satisfaction, not for coming back. So nothing is assumed here: rates
are counted, with Wilson's interval. Nobody drew lots who was recovered, so a difference proves no effect.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.wilson import rated

WITHIN_DAYS = 90


def came_back(complaints: ir.Table, purchases: ir.Table, *, within_days: int = WITHIN_DAYS) -> ir.Table:
    """Each customer's first complaint, with what she bought in the days after it.

    In: complaints with customer, day and outcome, a row per complaint; purchases as in facts.py. Of two complaints on
    one day the one whose outcome comes first in the alphabet counts. Out: customer, day, outcome, purchases and
    revenue_minor of the days day+1 to day+within_days, has_returned, and had_bought: whether she bought on one of as
    many days before the day.
    """
    place = ibis.row_number().over(group_by="customer", order_by=["day", "outcome"])
    firsts = complaints.mutate(place=place).filter(_.place == 0).select("customer", "day", "outcome")
    bought = purchases.filter(_.customer.notnull()).select(
        "customer", bought="day", amount_minor=_.amount_minor
    )
    span = ibis.interval(days=within_days)
    around = firsts.join(bought, "customer").filter((_.bought >= _.day - span) & (_.bought <= _.day + span))
    sums = around.group_by("customer").agg(
        purchases=(_.bought > _.day).cast("int64").sum(),
        revenue_minor=ibis.ifelse(_.bought > _.day, _.amount_minor, 0).sum(),
        before=(_.bought < _.day).cast("int64").sum(),
    )
    found = firsts.left_join(sums, "customer").select(
        customer=firsts.customer, day=firsts.day, outcome=firsts.outcome, purchases=_.purchases.coalesce(0),
        revenue_minor=_.revenue_minor.coalesce(0), had_bought=_.before.coalesce(0) > 0,
    )  # fmt: skip
    return found.mutate(has_returned=found.purchases > 0)


def return_rate_by_outcome(followed: ir.Table) -> ir.Table:
    """How many came back, by how their complaint ended; and how many had bought before it, which tells whether the
    groups were alike to begin with.

    In: rows of `came_back` whose days are over. Out: outcome, customers, returned, revenue_minor, rate, low, high
    (95 %, percent), is_small; of those who had bought before_rate, before_low, before_high.
    """
    counts = followed.group_by("outcome").agg(
        customers=_.count(), returned=_.has_returned.sum().coalesce(0), revenue_minor=_.revenue_minor.sum(),
        had_bought=_.had_bought.sum().coalesce(0),
    )  # fmt: skip
    before = rated(counts, "had_bought", "customers", prefix="before").drop("before_is_small")
    return rated(before, "returned", "customers").order_by("outcome")
