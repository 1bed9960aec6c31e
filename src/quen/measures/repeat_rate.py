"""Repeat rate: how many customers came back.

Source: Farris, Bendle, Pfeifer, Reibstein, "Marketing Metrics", 4th ed. 2020, chapter 5 (repeat rate, retention);
X-times rates as "customers with at least X purchases", the tail of the buyer distribution in Ehrenberg,
"Repeat-Buying", 2nd ed. 1988.
"""

from collections.abc import Sequence
from datetime import date

import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known
from quen.measures.percent import percent

TIMES = (2, 3, 5, 10)


def repeat_rate(customers: ir.Table) -> ir.Table:
    """Lifetime repeat rate, percent: customers with two or more purchases / customers with one or more.

    In: `per_customer`. Out: one row customers, repeat_customers, repeat_customer_rate (null where nobody bought).
    Two purchases on one day are two purchases.
    """
    counts = customers.agg(customers=_.count(), repeat_customers=(_["purchases"] >= 2).sum().coalesce(0))
    return counts.mutate(repeat_customer_rate=percent(_.repeat_customers, _.customers))


def repeat_rate_in_period(purchases: ir.Table, *, first_day: date, last_day: date) -> ir.Table:
    """Repeat rate of one period, percent: of its buyers, those who bought twice or more within it.

    In: purchases. Out: one row customers, repeat_customers, repeat_customer_rate, returning_customers (buyers of the
    period whose first purchase ever lies before it) and returning_customer_rate, percent.
    """
    history = known(purchases).filter(_.day <= last_day)
    firsts = history.group_by("customer").agg(
        purchases=(_.day >= first_day).sum(), is_returning=_.day.min() < first_day
    )
    counts = firsts.filter(_["purchases"] > 0).agg(
        customers=_.count(),
        repeat_customers=(_["purchases"] >= 2).sum().coalesce(0),
        returning_customers=_.is_returning.sum().coalesce(0),
    )
    return counts.mutate(
        repeat_customer_rate=percent(_.repeat_customers, _.customers),
        returning_customer_rate=percent(_.returning_customers, _.customers),
    )


def customers_at_least(customers: ir.Table, times: Sequence[int] = TIMES) -> ir.Table:
    """X-times rates, percent: customers with at least X purchases / all customers, for each X of `times`.

    In: `per_customer`. Out: one row customers and, per X, the columns at_least_X (customers) and rate_X (percent).
    """
    counts = customers.agg(
        customers=_.count(),
        **{f"at_least_{x}": (_["purchases"] >= x).sum().coalesce(0) for x in times},
    )
    return counts.mutate(**{f"rate_{x}": percent(counts[f"at_least_{x}"], counts.customers) for x in times})
