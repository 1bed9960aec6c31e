"""What customers have been worth so far: historic lifetime value, of everybody and by cohort and age.

Source: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5 (customer profit: revenue x margin over a past
period); cumulative value per cohort as in Gupta and Lehmann, "Managing Customers as Investments", 2005, chapter 2. It
looks back only; what is still to come is a forecast.
"""

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known
from quen.measures.months import month_number


def historic_value(customers: ir.Table, *, margin: float = 1.0) -> ir.Table:
    """In: `per_customer`; `margin`: the part of revenue that stays, 0 to 1. One row: customers, average_minor and
    median_minor (revenue x margin of one customer so far, doubles), top_minor (that of the 90th percentile); null
    without customers."""
    return customers.agg(
        customers=_.count(),
        average_minor=_.revenue_minor.mean() * margin,
        median_minor=_.revenue_minor.quantile(0.5) * margin,
        top_minor=_.revenue_minor.quantile(0.9) * margin,
    )


def value_by_age(purchases: ir.Table, *, as_of: date, margin: float = 1.0) -> ir.Table:
    """Value a head, cohort by cohort, up to each age. In: purchases; `as_of`: the first day after the data.

    A row per cohort and age whose month is over: cohort_no (month of the first purchase, as `month_number`), age
    (months since, from 0), customers (of the cohort), value_minor (double: revenue x margin of the cohort up to that
    month / customers). In order.
    """
    over_no = as_of.year * 12 + as_of.month - 2
    rows = known(purchases).select("customer", "amount_minor", month_no=month_number(purchases.day))
    monthly = rows.group_by("customer", "month_no").agg(revenue_minor=_.amount_minor.sum())
    first = monthly.month_no.min().over(ibis.window(group_by=monthly.customer))
    placed = monthly.mutate(cohort_no=first)
    sizes = placed.group_by("cohort_no").agg(customers=_.customer.nunique())
    spent = placed.group_by("cohort_no", age=_.month_no - _.cohort_no).agg(
        revenue_minor=_.revenue_minor.sum()
    )
    every = sizes.filter(_.cohort_no <= over_no)
    every = every.mutate(age=ibis.range(0, over_no - every.cohort_no + 1)).unnest("age")
    cells = every.mutate(age=_.age.cast("int32")).left_join(spent, ["cohort_no", "age"])
    cells = cells.select("cohort_no", "age", "customers", revenue_minor=_.revenue_minor.coalesce(0))
    up_to = ibis.window(group_by=cells.cohort_no, order_by=cells.age, preceding=None, following=0)
    so_far = cells.mutate(so_far_minor=cells.revenue_minor.sum().over(up_to))
    return so_far.select(
        "cohort_no", "age", "customers", value_minor=_.so_far_minor.cast("float64") * margin / _.customers
    ).order_by("cohort_no", "age")
