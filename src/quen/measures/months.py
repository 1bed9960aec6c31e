"""In which calendar months each customer bought: the table behind cohorts and retention."""

from datetime import date

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


def month_of(month_no: int) -> date:
    """The first day of the month that `month_number` counts: 23964 → 1 January 1997."""
    return date(month_no // 12, month_no % 12 + 1, 1)
