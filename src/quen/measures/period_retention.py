"""Customers kept, lost, won and won back from one day to another.

Source: Farris, Bendle, Pfeifer, Reibstein, "Marketing Metrics", 4th ed. 2020, chapter 5: retention rate = (customers at
the end - new customers) / customers at the start. A shop has no contracts, so somebody counts as its customer on a day
when her last purchase lies within `window_days` before it (recency as the sign of life, the same chapter). Who was
away at the start and is back at the end is neither kept nor new but reactivated, and taken off the end as well.
"""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known
from quen.measures.wilson import rated


def retention_of_period(
    purchases: ir.Table, *, first_day: date, last_day: date, window_days: int
) -> ir.Table:
    """One row about the period from `first_day` to `last_day`, both included. In: purchases from the very first.

    customers_at_start (bought in the `window_days` before `first_day`), customers_at_end (bought in the `window_days`
    up to `last_day`), new (first purchase ever in the period, and still a customer at the end), reactivated (away at
    the start, known before it, a customer at the end), retained (customers at both), lost (at the start only);
    retention_rate = retained / customers_at_start = (at end - new - reactivated) / at start, churn_rate = lost /
    customers_at_start; away_at_start (known before, no customer at the start) and reactivation_rate = reactivated /
    away_at_start. Rates in percent with …_low, …_high (95 %) and …_is_small; null without anybody to divide by.
    """
    stood = _standing(purchases, first_day, last_day, window_days)
    counts = stood.agg(
        customers_at_start=_.at_start.sum().coalesce(0),
        customers_at_end=_.at_end.sum().coalesce(0),
        new=(_.is_new & _.at_end).sum().coalesce(0),
        reactivated=(~_.is_new & ~_.at_start & _.at_end).sum().coalesce(0),
        retained=(_.at_start & _.at_end).sum().coalesce(0),
        lost=(_.at_start & ~_.at_end).sum().coalesce(0),
        away_at_start=(~_.is_new & ~_.at_start).sum().coalesce(0),
    )
    kept = rated(counts, "retained", "customers_at_start", prefix="retention")
    gone = rated(kept, "lost", "customers_at_start", prefix="churn")
    return rated(gone, "reactivated", "away_at_start", prefix="reactivation")


def _standing(purchases: ir.Table, first_day: date, last_day: date, window_days: int) -> ir.Table:
    """at_start, at_end and is_new of everybody who bought up to `last_day`."""
    window = timedelta(days=window_days)
    day = purchases.day
    bought_before = (day < first_day) & (day >= first_day - window)
    bought_lately = day > last_day - window
    return (
        known(purchases)
        .filter(_.day <= last_day)
        .group_by("customer")
        .agg(
            at_start=ibis.ifelse(bought_before, 1, 0).max() == 1,
            at_end=ibis.ifelse(bought_lately, 1, 0).max() == 1,
            is_new=_.day.min() >= first_day,
        )
    )
