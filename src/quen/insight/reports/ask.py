"""What can be asked of the lake, and the answer: computed, or taken from the saved results."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quen.insight.lake.read import Filters, open_lake
from quen.insight.reports import coming_back, over_time, worth
from quen.insight.reports.asked import Asked, Row, Sheets
from quen.insight.results import kept


class Report(StrEnum):
    """The reports by the name they are saved under."""

    REPEAT_RATE = "repeat_rate"
    BY_STORE = "by_store"
    BY_CHANNEL = "by_channel"
    BY_CATEGORY = "by_category"
    BY_FIRST_PRODUCT = "by_first_product"
    BY_FIRST_SPENDING = "by_first_spending"
    SECOND_PURCHASE = "second_purchase"
    GAPS = "gaps"
    OWN_RHYTHM = "own_rhythm"
    LAPSED = "lapsed"
    RETENTION = "retention"
    COHORTS = "cohorts"
    KEPT = "kept"
    KEEPING = "keeping"
    CURVES_BY_FIRST_PRODUCT = "curves_by_first_product"
    CURVES_BY_FIRST_CATEGORY = "curves_by_first_category"
    CURVES_BY_FIRST_STORE = "curves_by_first_store"
    CURVES_BY_FIRST_CHANNEL = "curves_by_first_channel"
    CURVES_BY_SOURCE = "curves_by_source"
    CURVES_BY_FIRST_SPENDING = "curves_by_first_spending"
    REVENUE = "revenue"
    RFM = "rfm"
    MOVES = "moves"
    CONCENTRATION = "concentration"
    SO_FAR = "so_far"
    WALLETS = "wallets"
    DISCOUNTS = "discounts"
    TOGETHER = "together"


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


_REPORTS: dict[Report, Callable[[Asked], Sheets]] = {
    Report.REPEAT_RATE: coming_back.times,
    Report.BY_STORE: coming_back.by("store", "stores"),
    Report.BY_CHANNEL: coming_back.by_channel,
    Report.BY_CATEGORY: coming_back.by("category", "categories"),
    Report.BY_FIRST_PRODUCT: coming_back.by_first_product,
    Report.BY_FIRST_SPENDING: coming_back.by_first_spending,
    Report.SECOND_PURCHASE: coming_back.second,
    Report.GAPS: coming_back.between_purchases,
    Report.OWN_RHYTHM: coming_back.own_rhythm,
    Report.LAPSED: coming_back.lapsed,
    Report.RETENTION: over_time.retention,
    Report.COHORTS: over_time.by_month,
    Report.KEPT: over_time.kept,
    Report.KEEPING: over_time.keeping,
    Report.CURVES_BY_FIRST_PRODUCT: over_time.curves_by_first("first_product", "products"),
    Report.CURVES_BY_FIRST_CATEGORY: over_time.curves_by_first("first_category", "categories"),
    Report.CURVES_BY_FIRST_STORE: over_time.curves_by_first("first_store", "stores"),
    Report.CURVES_BY_FIRST_CHANNEL: over_time.curves_by_first("first_channel"),
    Report.CURVES_BY_SOURCE: over_time.curves_by_source,
    Report.CURVES_BY_FIRST_SPENDING: over_time.curves_by_spending,
    Report.REVENUE: worth.revenue,
    Report.RFM: worth.segments,
    Report.MOVES: worth.moves,
    Report.CONCENTRATION: worth.concentration,
    Report.SO_FAR: worth.so_far,
    Report.WALLETS: worth.wallets,
    Report.DISCOUNTS: worth.discounts,
    Report.TOGETHER: worth.together,
}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
