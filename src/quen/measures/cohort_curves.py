"""Retention curves of cohorts of every cut: first product, first store, first channel, source, spending band.

Source: Fader and Hardie, "Probability models for customer-base analysis", Journal of Interactive Marketing 23 (2009);
Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5. The cut by month of first purchase is `cohorts.py`.
"""

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.wilson import rated


def cohort_curves(months: ir.Table, groups: ir.Table, *, as_of: date) -> ir.Table:
    """In: `active_months`; groups: customer and group (any type), one row each; `as_of`: the first day after the data.

    Out, a row per group and age (calendar months since the month of the first purchase, from 1): group, age, customers
    (of the group, whose month of that age is over before `as_of`), active (of them, who bought in that month), rate,
    low, high (percent, 95 %), is_small. Ages at which nobody of the group has been watched have no row. In order.
    """
    over_no = as_of.year * 12 + as_of.month - 2
    firsts = months.group_by("customer").agg(first_no=_.month_no.min())
    placed = groups.inner_join(firsts, "customer").select("customer", "group", "first_no")
    ages = months.inner_join(placed, "customer").mutate(age=_.month_no - _.first_no)
    active = ages.filter((_.age > 0) & (_.month_no <= over_no)).group_by("group", "age").agg(active=_.count())
    at_risk = _at_risk(placed, over_no)
    joined = at_risk.left_join(active, ["group", "age"]).select(
        "group", "age", "customers", active=active.active.coalesce(0)
    )
    return rated(joined, "active", "customers").order_by("group", "age")


def _at_risk(placed: ir.Table, over_no: int) -> ir.Table:
    """group, age, customers: by how many months of each age are over, from the number of customers by first month."""
    sizes = placed.group_by("group", "first_no").agg(size=_.count()).filter(_.first_no < over_no)
    each = sizes.mutate(age=ibis.range(1, over_no - sizes.first_no + 1)).unnest("age")
    return each.group_by("group", age=_.age.cast("int32")).agg(customers=_["size"].sum())
