"""In which calendar months each customer bought: the table behind cohorts and retention."""

import ibis.expr.types as ir

from quen.measures.customers import known


def month_number(day: ir.DateValue) -> ir.IntegerValue:
    """Months since year 0, so that neighbouring months differ by one: January 1997 → 23964."""
    return (day.year().cast("int32") * 12 + day.month().cast("int32") - 1).cast("int32")


def active_months(purchases: ir.Table) -> ir.Table:
    """customer, month_no: one row per known customer and calendar month with a purchase; compute it once and keep it.

    `month_no` counts months as `month_number` does.
    """
    return known(purchases).select("customer", month_no=month_number(purchases.day)).distinct()
