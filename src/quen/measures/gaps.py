"""Time between purchases: the rhythm of customers.

Sources: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 5 (inter-purchase time); the regular buyer whose own
gaps vary less than chance: Chatfield and Goodhardt, "A consumer purchasing model with Erlang inter-purchase times",
Journal of the American Statistical Association 68 (1973).
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known


def gaps(purchases: ir.Table) -> ir.Table:
    """Every purchase of a known customer with gap_days, the calendar days since her purchase before.

    Columns: customer, day, amount_minor, gap_days (0 on the same day, null at her first purchase).
    """
    rows = known(purchases).select("customer", "day", "amount_minor")
    previous = rows.day.lag().over(ibis.window(group_by=rows.customer, order_by=rows.day))
    return rows.mutate(previous_day=previous).select(
        "customer", "day", "amount_minor", gap_days=_.day.delta(_.previous_day, unit="day")
    )


def median_days_between_purchases(purchases: ir.Table) -> ir.Table:
    """One row median_days: the exact median over all consecutive pairs of purchases; null without a pair.

    With an even number of pairs it is the mean of the middle two, so it may end in .5.
    """
    return gaps(purchases).agg(median_days=_.gap_days.quantile(0.5))


def pairs_by_days(gaps: ir.Table) -> ir.Table:
    """How many pairs of neighbouring purchases lie how far apart. In: `gaps`, or some of its rows.

    Out: gap_days, pairs; a row per number of days that occurs, fewest first. The exact median and every other
    quantile can be read off it.
    """
    counts = gaps.filter(_.gap_days.notnull()).group_by("gap_days").agg(pairs=_.count())
    return counts.order_by("gap_days")


def quantile_days(pairs: Mapping[int, int], share: float) -> float | None:
    """The exact quantile (`share` from 0 to 1) of the days, from days → pairs as `pairs_by_days` counts them.

    Between two pairs it is interpolated (type 7 of Hyndman and Fan, as `median_days_between_purchases` does);
    None without pairs.
    """
    wanted = (sum(pairs.values()) - 1) * share
    if wanted < 0:
        return None
    low, high = _days_at(pairs, math.floor(wanted)), _days_at(pairs, math.ceil(wanted))
    return low + (high - low) * (wanted - math.floor(wanted))


def _days_at(pairs: Mapping[int, int], place: int) -> int:
    """The days of the pair at `place` (from 0), fewest days first."""
    days = sorted(pairs)
    return days[bisect_right(list(accumulate(pairs[day] for day in days)), place)]


def rhythms(purchases: ir.Table) -> ir.Table:
    """Each known customer's own rhythm, a row per customer; compute it once and keep it.

    Columns: customer, purchase_days (days with at least one purchase), median_gap_days (exact median of the days
    between neighbouring purchase days; null with fewer than two), revenue_minor, first_day, last_day.
    """
    return (
        gaps(purchases)
        .group_by("customer")
        .agg(
            purchase_days=(_.gap_days > 0).sum().coalesce(0) + 1,
            median_gap_days=_.gap_days.quantile(0.5, where=_.gap_days > 0),
            revenue_minor=_.amount_minor.sum(),
            first_day=_.day.min(),
            last_day=_.day.max(),
        )
    )
