"""Regulars, and regulars who stopped coming.

A regular has bought on three days or more, so she has a rhythm of her own. She has lapsed when her silence is longer
than three times her own median gap; never before 30 days, so that a daily customer on holiday has not, and always
after a year, so that a rhythm of a few visits does not excuse years.

Why three times: gaps of one customer are close to Erlang-2 (Chatfield and Goodhardt, JASA 68, 1973). Of such gaps 3.9 %
are longer than three medians, so a silence of that length is her own exception and seldom her habit; for a customer
who comes purely by chance (exponential gaps) it is 12.5 %.
"""

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

REGULAR_PURCHASE_DAYS = 3
LAPSED_MEDIANS = 3
LAPSED_LEAST_DAYS = 30
LAPSED_MOST_DAYS = 365
_YEAR_DAYS = 365


def regulars(rhythms: ir.Table, *, as_of: date) -> ir.Table:
    """Every regular: in `rhythms`, `as_of` the first day after the data. A row per regular:

    the columns of `rhythms`, silence_days (from her last purchase to `as_of`), has_lapsed, yearly_minor.
    yearly_minor is her revenue a year at her own pace: her revenue / years from her first to her last purchase, and no
    less than one year, so that a few lively weeks are never blown up to a year that did not happen.
    """
    days = ibis.literal(as_of).delta(rhythms.last_day, unit="day")
    span_days = rhythms.last_day.delta(rhythms.first_day, unit="day")
    patience_days = ibis.least(
        ibis.greatest((rhythms.median_gap_days * LAPSED_MEDIANS).ceil(), LAPSED_LEAST_DAYS), LAPSED_MOST_DAYS
    )
    yearly = rhythms.revenue_minor * float(_YEAR_DAYS) / ibis.greatest(span_days, _YEAR_DAYS)
    return rhythms.filter(rhythms.purchase_days >= REGULAR_PURCHASE_DAYS).mutate(
        silence_days=days, has_lapsed=days > patience_days, yearly_minor=yearly.round(0).cast("int64")
    )


def lapsed_regulars(regulars: ir.Table) -> ir.Table:
    """In: `regulars`. Out: one row count, revenue_at_stake_minor (yearly_minor of the lapsed), and beside it
    regulars and revenue_minor of all regulars, active and active_revenue_minor of those still coming."""
    return regulars.agg(
        count=_.has_lapsed.sum().coalesce(0),
        revenue_at_stake_minor=_.yearly_minor.sum(where=_.has_lapsed).coalesce(0),
        lapsed_revenue_minor=_.revenue_minor.sum(where=_.has_lapsed).coalesce(0),
        active=(~_.has_lapsed).sum().coalesce(0),
        active_revenue_minor=_.revenue_minor.sum(where=~_.has_lapsed).coalesce(0),
    )
