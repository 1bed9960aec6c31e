"""Cohorts: customers by the month of their first purchase, and how many of them bought in each month after.

Source: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5; the triangle as in Fader and Hardie,
"Probability models for customer-base analysis", Journal of Interactive Marketing 23 (2009).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.months import month_of


@dataclass(frozen=True)
class Cohort:
    """Customers whose first purchase fell in `month` (its first day).

    `active[k]` of them bought in the k-th calendar month after; `active[0]` is `size`. None where that month is not
    over at the end of the data, or lies after it.
    """

    month: date
    size: int
    active: tuple[int | None, ...]


def cohorts(months: ir.Table) -> ir.Table:
    """In: `active_months`. Out: cohort_no (month number of the first purchase), age (months since), customers.

    Only cells in which somebody bought; `triangle` adds the empty ones and takes out the unfinished.
    """
    first = months.month_no.min().over(ibis.window(group_by=months.customer))
    aged = months.select(cohort_no=first, month_no=months.month_no)
    cells = aged.group_by("cohort_no", age=_.month_no - _.cohort_no).agg(customers=_.count())
    return cells.order_by("cohort_no", "age")


def triangle(cells: Iterable[tuple[int, int, int]], *, first_day: date, as_of: date) -> list[Cohort]:
    """The cohort triangle from the rows (cohort_no, age, customers) of `cohorts`.

    Every cohort has one cell per calendar month from `first_day` to the day before `as_of` (the first day after the
    data); a month counts when it was over before `as_of`.
    """
    counts = {(cohort_no, age): customers for cohort_no, age, customers in cells}
    first_no, last_no = _month_no(first_day), _last_month_no(as_of)
    finished_no = _month_no(as_of) - 1
    return [
        Cohort(
            month=month_of(cohort_no),
            size=size,
            active=tuple(
                counts.get((cohort_no, age), 0) if cohort_no + age <= finished_no else None
                for age in range(last_no - first_no + 1)
            ),
        )
        for (cohort_no, age), size in sorted(counts.items())
        if age == 0
    ]


def _month_no(day: date) -> int:
    return day.year * 12 + day.month - 1


def _last_month_no(as_of: date) -> int:
    return _month_no(as_of) - (1 if as_of.day == 1 else 0)
