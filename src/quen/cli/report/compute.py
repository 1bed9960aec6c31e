"""From a read sales file to its answers, measure by measure."""

from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import ibis.expr.types as ir

from quen.cli.report.answers import (
    Answers,
    MonthRetention,
    MonthRevenue,
    Period,
    Rate,
    Regulars,
    Repeat,
    SegmentSums,
    Totals,
)
from quen.cli.report.ask import keep, row, rows
from quen.cli.report.groups import groups
from quen.cli.report.people import best, gone
from quen.measures import facts
from quen.measures.cohorts import Cohort, cohorts, triangle
from quen.measures.customers import per_customer
from quen.measures.customers_by_purchases import customers_by_purchases
from quen.measures.gaps import median_days_between_purchases, rhythms
from quen.measures.lapsed import lapsed_regulars, regulars
from quen.measures.months import active_months, month_of
from quen.measures.repeat_rate import TIMES, customers_at_least, repeat_rate
from quen.measures.retention import retention_by_month
from quen.measures.revenue import returned, revenue_by_month, revenue_shares, totals
from quen.measures.rfm import SEGMENT_NAMES, rfm, rfm_segments
from quen.sales_file import SalesFile

Share = Callable[[float], None]


def answers(sales: SalesFile, *, on_share: Share, date_to: date | None = None) -> Answers:
    """Every measure of a file that has been read; `on_share` hears what share of the work is done.

    `date_to` is the last day the person asked for: where given, the data end there, else with their last sale.
    """
    connection = sales.connection
    period, sums = _totals(connection, date_to)
    on_share(0.1)
    customers = keep(connection, "measured_customers", per_customer(facts.purchases()))
    repeat = _repeat(connection, customers)
    on_share(0.4)
    months = keep(connection, "measured_months", active_months(facts.purchases()))
    found_cohorts, retention = _cohorts(connection, months, period), _retention(connection, months, period)
    on_share(0.6)
    known_rhythms = keep(connection, "measured_rhythms", rhythms(facts.purchases()))
    known_regulars = keep(connection, "measured_regulars", regulars(known_rhythms, as_of=period.as_of))
    on_share(0.8)
    found = Answers(
        plan=sales.plan,
        notes=(*sales.plan.notes, *sales.notes),
        counts=sales.counts,
        currency=sales.plan.currency,
        period=period,
        totals=sums,
        repeat=repeat,
        cohorts=found_cohorts,
        retention=retention,
        months=_months(connection, customers),
        rfm=_rfm(connection, customers, period),
        regulars=_regulars(connection, known_regulars),
        best=best(connection, known_regulars),
        gone=gone(connection, known_regulars),
        groups=groups(connection, facts.purchases()),
    )
    on_share(1.0)
    return found


def _totals(connection: duckdb.DuckDBPyConnection, date_to: date | None) -> tuple[Period, Totals]:
    sold = row(connection, totals(facts.purchases()))
    back = row(connection, returned(facts.returns()))
    first_day, sold_last = sold.pop("first_day"), sold.pop("last_day")
    last_day = max((day for day in (sold_last, back["last_day"]) if day is not None), default=None)
    end = date_to or last_day
    # Without a single day nothing is measured, and any day would do.
    as_of = end + timedelta(days=1) if end else date.min
    return Period(first_day, last_day, as_of), Totals(
        **sold,
        returned_minor=back["returned_minor"],
        anonymous_returned_minor=back["anonymous_returned_minor"],
    )


def _repeat(connection: duckdb.DuckDBPyConnection, customers: ir.Table) -> Repeat:
    counts = rows(connection, customers_by_purchases(customers))
    at_least = row(connection, customers_at_least(customers))
    median = row(connection, median_days_between_purchases(facts.purchases()))
    once = row(
        connection, customers.agg(minor=customers.revenue_minor.sum(where=customers["purchases"] == 1))
    )
    return Repeat(
        **row(connection, repeat_rate(customers)),
        by_purchases={count["purchases"]: count["customers"] for count in counts},
        at_least={x: Rate(at_least[f"at_least_{x}"], at_least[f"rate_{x}"]) for x in TIMES},
        **row(connection, revenue_shares(customers)),
        once_revenue_minor=once["minor"] or 0,
        median_days=median["median_days"],
    )


def _cohorts(connection: duckdb.DuckDBPyConnection, months: ir.Table, period: Period) -> list[Cohort]:
    if period.first_day is None:
        return []
    cells = rows(connection, cohorts(months))
    found = ((cell["cohort_no"], cell["age"], cell["customers"]) for cell in cells)
    return triangle(found, first_day=period.first_day, as_of=period.as_of)


def _retention(
    connection: duckdb.DuckDBPyConnection, months: ir.Table, period: Period
) -> list[MonthRetention]:
    return [
        MonthRetention(month_of(month["month_no"]), month["active"], month["retained"], month["rate"])
        for month in rows(connection, retention_by_month(months, as_of=period.as_of))
    ]


def _months(connection: duckdb.DuckDBPyConnection, customers: ir.Table) -> list[MonthRevenue]:
    return [
        MonthRevenue(month["month"], month["purchases"], month["new_minor"], month["returning_minor"])
        for month in rows(connection, revenue_by_month(facts.purchases(), customers))
    ]


def _rfm(
    connection: duckdb.DuckDBPyConnection, customers: ir.Table, period: Period
) -> dict[str, SegmentSums]:
    found = {
        segment.pop("segment"): SegmentSums(**segment)
        for segment in rows(connection, rfm_segments(rfm(customers, as_of=period.as_of)))
    }
    return {name: found.get(name, SegmentSums(0, 0, 0)) for name in SEGMENT_NAMES}


def _regulars(connection: duckdb.DuckDBPyConnection, known: ir.Table) -> Regulars:
    sums = row(connection, lapsed_regulars(known))
    return Regulars(
        active=sums["active"],
        active_revenue_minor=sums["active_revenue_minor"],
        lapsed=sums["count"],
        lapsed_revenue_minor=sums["lapsed_revenue_minor"],
        at_stake_minor=sums["revenue_at_stake_minor"],
    )
