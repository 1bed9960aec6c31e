"""Reports: measures of `quen.measures` over the lake, for a period and some stores."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import ibis.expr.types as ir

from quen.insight.lake.read import Filters, Lake, open_lake
from quen.insight.results import kept
from quen.measures.by_group import (
    first_purchases,
    repeat_rate_by,
    repeat_rate_by_first,
    repeat_rate_by_first_spending,
)
from quen.measures.cohorts import cohorts, triangle
from quen.measures.customers import per_customer
from quen.measures.customers_by_purchases import customers_by_purchases
from quen.measures.gaps import gaps, pairs_by_days, quantile_days, rhythms
from quen.measures.lapsed import lapsed_regulars, regulars
from quen.measures.months import active_months, month_of
from quen.measures.repeat_rate import TIMES, customers_at_least, repeat_rate, repeat_rate_in_period
from quen.measures.retention import retention_by_month
from quen.measures.revenue import returned, revenue_by_month, revenue_shares, totals
from quen.measures.rfm import rfm, rfm_segments

Row = dict[str, Any]
Sheets = dict[str, list[Row]]

# Groups shown of one cut, those of most customers.
MOST_GROUPS = 200


class Report(StrEnum):
    """What can be asked of the lake."""

    REPEAT_RATE = "repeat_rate"
    BY_STORE = "by_store"
    BY_CHANNEL = "by_channel"
    BY_CATEGORY = "by_category"
    BY_FIRST_PRODUCT = "by_first_product"
    BY_FIRST_SPENDING = "by_first_spending"
    RETENTION = "retention"
    COHORTS = "cohorts"
    REVENUE = "revenue"
    RFM = "rfm"
    GAPS = "gaps"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Result:
    """The sheets of a report. Rows are those of the measure, by its column names; days are written 2026-11-22.

    `first_day` and `last_day` are those of the purchases looked at, None where there are none.
    """

    first_day: date | None
    last_day: date | None
    sheets: Sheets

    def sheet(self, name: str) -> list[Row]:
        """The rows of one sheet."""
        return self.sheets[name]

    def one(self, name: str) -> Row:
        """The only row of a sheet that has one."""
        (row,) = self.sheets[name]
        return row


def run(report: Report, filters: Filters) -> Result:
    """Run a report, or take it from the saved results of this lake."""
    result = kept(report, filters, lambda: compute(report, filters))
    return Result(_day(result["first_day"]), _day(result["last_day"]), result["sheets"])


@dataclass(frozen=True)
class Asked:
    """One report being computed: the lake, the filters, and the days its purchases lie in."""

    lake: Lake
    filters: Filters
    purchases: ir.Table
    returns: ir.Table
    first_day: date
    last_day: date

    @property
    def as_of(self) -> date:
        """The first day after the data."""
        return self.last_day + timedelta(days=1)

    def history(self) -> ir.Table:
        """The purchases at these stores up to the last day, from the very first."""
        return self.lake.facts("purchases", Filters(last_day=self.last_day, stores=self.filters.stores))

    def sheet(self, table: ir.Table) -> list[Row]:
        """The rows of a measure."""
        return self.lake.rows(table)

    def named(self, groups: ir.Table, names: str) -> list[Row]:
        """The largest groups with their names; `names` is the lake's table that has them."""
        rows = self.lake.rows(groups.limit(MOST_GROUPS))
        table = self.lake.whole(names)
        wanted = table.filter(table.id.isin([row["group"] for row in rows] or [-1]))
        of = {row["id"]: row["name"] for row in self.lake.rows(wanted)}
        return [{**row, "name": of.get(row["group"], "")} for row in rows]


def compute(report: Report, filters: Filters) -> Row:
    """Run a report on the lake, without looking for a saved result."""
    with open_lake() as lake:
        purchases, returns = lake.tables(filters)
        days = lake.rows(purchases.agg(first=purchases.day.min(), last=purchases.day.max()))[0]
        if days["first"] is None:
            return {"first_day": None, "last_day": None, "sheets": {}}
        last_day = filters.last_day or days["last"]
        asked = Asked(lake, filters, purchases, returns, days["first"], last_day)
        return {"first_day": days["first"], "last_day": last_day, "sheets": _REPORTS[report](asked)}


def _repeat_rate(asked: Asked) -> Sheets:
    customers = asked.lake.keep(per_customer(asked.purchases))
    at_least = asked.sheet(customers_at_least(customers))[0]
    sheets = {
        "repeat_rate": asked.sheet(repeat_rate(customers)),
        "at_least": [
            {"purchases": x, "customers": at_least[f"at_least_{x}"], "rate": at_least[f"rate_{x}"]}
            for x in TIMES
        ],
        "customers_by_purchases": asked.sheet(customers_by_purchases(customers)),
        "shares": asked.sheet(revenue_shares(customers)),
    }
    if asked.filters.first_day is not None:
        in_period = repeat_rate_in_period(
            asked.history(), first_day=asked.filters.first_day, last_day=asked.last_day
        )
        sheets["in_period"] = asked.sheet(in_period)
    return sheets


def _by(column: str, names: str) -> Callable[[Asked], Sheets]:
    return lambda asked: {"groups": asked.named(repeat_rate_by(asked.purchases, column), names)}


def _by_channel(asked: Asked) -> Sheets:
    rows = asked.sheet(repeat_rate_by(asked.purchases, "channel").limit(MOST_GROUPS))
    return {"groups": [{**row, "name": row["group"]} for row in rows]}


def _by_first_product(asked: Asked) -> Sheets:
    return {"groups": asked.named(repeat_rate_by_first(_firsts(asked), "first_product"), "products")}


def _by_first_spending(asked: Asked) -> Sheets:
    return {"groups": asked.sheet(repeat_rate_by_first_spending(asked.lake.keep(_firsts(asked))))}


def _firsts(asked: Asked) -> ir.Table:
    """Customers whose first purchase ever lies in the period, and all their purchases to its end."""
    firsts = first_purchases(asked.history())
    since = asked.filters.first_day
    return firsts if since is None else firsts.filter(firsts.first_day >= since)


def _retention(asked: Asked) -> Sheets:
    """The months of the period; buyers of the month before it are known from the history."""
    months = asked.lake.keep(active_months(asked.history()))
    rows = asked.sheet(retention_by_month(months, as_of=asked.as_of))
    return {
        "months": [
            {"month": month_of(row.pop("month_no")), **row}
            for row in rows
            if row["month_no"] >= _since(asked)
        ]
    }


def _cohorts(asked: Asked) -> Sheets:
    """Cohorts of the period's months, by each customer's first purchase ever, watched to the last day."""
    cells = asked.sheet(cohorts(asked.lake.keep(active_months(asked.history()))))
    found = (
        (cell["cohort_no"], cell["age"], cell["customers"])
        for cell in cells
        if cell["cohort_no"] >= _since(asked)
    )
    first_day = asked.filters.first_day or asked.first_day
    shape = triangle(found, first_day=first_day, as_of=asked.as_of)
    return {"cohorts": [{"month": c.month, "size": c.size, "active": list(c.active)} for c in shape]}


def _since(asked: Asked) -> int:
    """The number of the period's first month, as `measures.months` counts them; 0 where it has no beginning."""
    first_day = asked.filters.first_day
    return first_day.year * 12 + first_day.month - 1 if first_day else 0


def _revenue(asked: Asked) -> Sheets:
    """A purchase is new only where it is the customer's first ever (at the stores asked for), also in a period."""
    months = [
        {**row, "month": row["month"].strftime("%Y-%m-%d")}  # a day, or a moment where the engine says so
        for row in asked.sheet(revenue_by_month(asked.purchases, _new_within(asked)))
    ]
    revenue_minor = sum(month["revenue_minor"] for month in months)
    returning_minor = sum(month["returning_minor"] for month in months)
    share = 100.0 * returning_minor / revenue_minor if revenue_minor else None
    return {
        "totals": asked.sheet(totals(asked.purchases)),
        "returned": asked.sheet(returned(asked.returns)),
        "months": months,
        "shares": [{"returning_revenue_share": share}],
    }


def _new_within(asked: Asked) -> ir.Table:
    firsts = per_customer(asked.history()).select("first_day", "first_amount_minor")
    customers = asked.lake.keep(firsts)  # the other columns are then not even added up
    if asked.filters.first_day is None:
        return customers
    return customers.filter(customers.first_day >= asked.filters.first_day)


def _rfm(asked: Asked) -> Sheets:
    sums = per_customer(asked.purchases).select("customer", "purchases", "revenue_minor", "last_day")
    customers = asked.lake.keep(sums)  # without the first purchase, whose finding costs most
    return {"segments": asked.sheet(rfm_segments(rfm(customers, as_of=asked.as_of)))}


def _gaps(asked: Asked) -> Sheets:
    """Pairs of purchases of which the later lies in the period; else a short period would know short gaps alone."""
    pairs = gaps(asked.history())
    if asked.filters.first_day is not None:
        pairs = pairs.filter(pairs.day >= asked.filters.first_day)
    rows = asked.sheet(pairs_by_days(pairs))
    counted = {row["gap_days"]: row["pairs"] for row in rows}
    return {"median": [{"median_days": quantile_days(counted, 0.5)}], "pairs": rows}


def _lapsed(asked: Asked) -> Sheets:
    known = asked.lake.keep(regulars(rhythms(asked.purchases), as_of=asked.as_of))
    return {"regulars": asked.sheet(lapsed_regulars(known))}


_REPORTS: dict[Report, Callable[[Asked], Sheets]] = {
    Report.REPEAT_RATE: _repeat_rate,
    Report.BY_STORE: _by("store", "stores"),
    Report.BY_CHANNEL: _by_channel,
    Report.BY_CATEGORY: _by("category", "categories"),
    Report.BY_FIRST_PRODUCT: _by_first_product,
    Report.BY_FIRST_SPENDING: _by_first_spending,
    Report.RETENTION: _retention,
    Report.COHORTS: _cohorts,
    Report.REVENUE: _revenue,
    Report.RFM: _rfm,
    Report.GAPS: _gaps,
    Report.LAPSED: _lapsed,
}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
