"""Who stays: retention, cohorts, who was kept, lost and won back."""

import math
from collections.abc import Callable
from datetime import timedelta

import ibis
import ibis.expr.types as ir

from quen.insight.keeping import keeping_sheets
from quen.insight.reports.asked import Asked, Row, Sheets
from quen.insight.reports.coming_back import firsts
from quen.measures.by_group import spending_bands
from quen.measures.cohort_curves import cohort_curves
from quen.measures.cohorts import cohorts, triangle
from quen.measures.gaps import gaps, pairs_by_days, quantile_days
from quen.measures.lapsed import LAPSED_LEAST_DAYS, LAPSED_MEDIANS, LAPSED_MOST_DAYS
from quen.measures.months import active_months, month_of
from quen.measures.period_retention import retention_of_period
from quen.measures.retention import retention_by_month

KEPT_DAYS = 90
"""The period looked at where none is chosen: the last quarter of a year."""
CURVES_SHOWN = 8
"""Groups of a cut whose curves are told, those of most customers: more lines than that nobody can follow."""


def retention(asked: Asked) -> Sheets:
    """The months of the period; buyers of the month before it are known from the history."""
    months = asked.lake.keep(active_months(asked.history()))
    rows = asked.sheet(retention_by_month(months, as_of=asked.as_of))
    return {
        "months": [
            {"month": month_of(row.pop("month_no")), **row}
            for row in rows
            if row["month_no"] >= asked.since_month
        ]
    }


def by_month(asked: Asked) -> Sheets:
    """Cohorts of the period's months, by each customer's first purchase ever, watched to the last day."""
    cells = asked.sheet(cohorts(asked.lake.keep(active_months(asked.history()))))
    found = (
        (cell["cohort_no"], cell["age"], cell["customers"])
        for cell in cells
        if cell["cohort_no"] >= asked.since_month
    )
    first_day = asked.filters.first_day or asked.first_day
    shape = triangle(found, first_day=first_day, as_of=asked.as_of)
    return {"cohorts": [{"month": c.month, "size": c.size, "active": list(c.active)} for c in shape]}


def kept(asked: Asked) -> Sheets:
    """From the first day of the period to its last: who was kept, lost, new and won back.

    How long a purchase makes a customer follows the shop's own rhythm, with the factors of a lapsed regular.
    """
    history = asked.history()
    pairs = {
        row["gap_days"]: row["pairs"] for row in asked.sheet(pairs_by_days(gaps(history))) if row["gap_days"]
    }
    usual = quantile_days(pairs, 0.5) or LAPSED_LEAST_DAYS
    window_days = min(max(math.ceil(usual * LAPSED_MEDIANS), LAPSED_LEAST_DAYS), LAPSED_MOST_DAYS)
    first_day = asked.filters.first_day or asked.last_day - timedelta(days=KEPT_DAYS - 1)
    [row] = asked.sheet(
        retention_of_period(history, first_day=first_day, last_day=asked.last_day, window_days=window_days)
    )
    return {"period": [{"first_day": first_day, "window_days": window_days, **row}]}


def keeping(asked: Asked) -> Sheets:
    """What the economics of keeping customers rests on."""
    return keeping_sheets(
        asked.history(),
        first_day=asked.first_day,
        last_day=asked.last_day,
        rows=asked.lake.rows,
        keep=asked.lake.keep,
    )


def curves_by_first(column: str, names: str = "") -> Callable[[Asked], Sheets]:
    """Retention curves by what the first purchase was; `names` is the lake's table of its names, if it has one."""

    def curves(asked: Asked) -> Sheets:
        found = firsts(asked)
        return _curves(asked, found.select("customer", group=found[column]), names)

    return curves


def curves_by_spending(asked: Asked) -> Sheets:
    """Retention curves by the value of the first purchase; a group's name is the amounts it runs from and to."""
    found = asked.lake.keep(spending_bands(firsts(asked)))
    sheets = _curves(asked, found.select("customer", "group"))
    ranges = found.group_by("group").agg(
        from_minor=found.first_amount_minor.min(), to_minor=found.first_amount_minor.max()
    )
    amounts = {row.pop("group"): row for row in asked.sheet(ranges)}
    return {"curves": [{**row, **amounts[row["group"]]} for row in sheets["curves"]]}


def curves_by_source(asked: Asked) -> Sheets:
    """Retention curves by where the lead came from."""
    customers = asked.lake.whole("customers")
    told = customers.filter(customers.source.notnull()).select("id", group=customers.source)
    found = firsts(asked)
    return _curves(asked, found.inner_join(told, found.customer == told.id).select("customer", "group"))


def _curves(asked: Asked, groups: ir.Table, names: str = "") -> Sheets:
    told = asked.lake.keep(groups.filter(groups.group.notnull()))
    largest = told.group_by("group").agg(size=told.count()).order_by(ibis.desc("size"), "group")
    shown = asked.sheet(largest.limit(CURVES_SHOWN))
    if not shown:
        return {"curves": []}
    months = asked.lake.keep(active_months(asked.history()))
    of_shown = told.filter(told.group.isin([row["group"] for row in shown]))
    rows = asked.sheet(cohort_curves(months, of_shown, as_of=asked.as_of))
    return {"curves": _with_names(asked, rows, names)}


def _with_names(asked: Asked, rows: list[Row], names: str) -> list[Row]:
    if not names:
        return [{**row, "name": str(row["group"])} for row in rows]
    of = asked.names(names, {row["group"] for row in rows})
    return [{**row, "name": of.get(row["group"], "")} for row in rows]
