"""What the economics of keeping customers rests on, from any table of purchases: the shop's own, or a file's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from quen.economics.shop import Period, period_days
from quen.measures.cohort_curves import cohort_curves
from quen.measures.customers import between
from quen.measures.months import active_months
from quen.measures.period_retention import retention_of_period
from quen.measures.revenue import totals

Row = dict[str, Any]
Sheets = dict[str, list[Row]]


@dataclass(frozen=True)
class Keeping:
    """The last period against the one before, None where the sales are too young for two or nobody can be counted; the
    95 % interval of its retention, percent; and the retention curve of everybody, a row per month after the first
    purchase."""

    period: Period | None
    low: float | None
    high: float | None
    curve: list[Row]


def keeping_sheets(
    purchases: ir.Table,
    *,
    first_day: date,
    last_day: date,
    rows: Callable[[ir.Table], list[Row]],
    keep: Callable[[ir.Table], ir.Table],
) -> Sheets:
    """The sheets `period` (one row, none where the days do not hold two periods) and `curve`.

    In: purchases from the very first to `last_day`; `rows` computes a table, `keep` computes one once for several.
    """
    days = period_days(first_day=first_day, last_day=last_day)
    if days is None:
        return {"period": [], "curve": []}
    begins = last_day - timedelta(days=days - 1)
    [row] = rows(retention_of_period(purchases, first_day=begins, last_day=last_day, window_days=days))
    [sums] = rows(totals(between(purchases, first_day=begins, last_day=last_day)))
    months = keep(active_months(purchases))
    everybody = months.select("customer").distinct().mutate(group=ibis.literal(0, "int8"))
    period = {
        "first_day": begins,
        "last_day": last_day,
        "days": days,
        "customers_before": row["customers_at_start"],
        "kept": row["retained"],
        "new": row["new"],
        "back": row["reactivated"],
        "revenue_minor": sums["revenue_minor"],
        "low": row["retention_low"],
        "high": row["retention_high"],
    }
    as_of = last_day + timedelta(days=1)
    return {"period": [period], "curve": rows(cohort_curves(months, everybody, as_of=as_of))}


def keeping_of(sheets: Sheets) -> Keeping:
    """What the sheets say; their days may be days, or written."""
    rows, curve = sheets.get("period", []), sheets.get("curve", [])
    if not rows or not rows[0]["customers_before"] or not rows[0]["revenue_minor"]:
        return Keeping(None, None, None, curve)
    [row] = rows
    period = Period(
        first_day=date.fromisoformat(str(row["first_day"])),
        last_day=date.fromisoformat(str(row["last_day"])),
        **{name: row[name] for name in ("days", "customers_before", "kept", "new", "back", "revenue_minor")},
    )
    return Keeping(period, row["low"], row["high"], curve)
