"""Each customer's own rhythm with its spread: how regular she is, not only how often she comes.

Source: the gap distribution of one buyer, Chatfield and Goodhardt, "A consumer purchasing model with Erlang
inter-purchase times", JASA 68 (1973); regularity of buyers as in Platzer and Reutterer, "Ticking away the moments",
Marketing Science 35 (2016). The spread is the interquartile range, which one long holiday does not move.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

FEWEST_GAPS = 4
"""Below this a quartile of gaps is little more than one gap."""


def own_rhythms(gaps: ir.Table) -> ir.Table:
    """In: `gaps`. A row per customer who bought on two days or more: customer, gaps (between neighbouring days with a
    purchase), median_gap_days, low_gap_days and high_gap_days (its quartiles), spread_days (between the quartiles;
    null with fewer than FEWEST_GAPS gaps), last_day. Quantiles as in `gaps.py`."""
    each = (
        gaps.filter(_.gap_days > 0)
        .group_by("customer")
        .agg(
            gaps=_.count(),
            median_gap_days=_.gap_days.quantile(0.5),
            low_gap_days=_.gap_days.quantile(0.25),
            high_gap_days=_.gap_days.quantile(0.75),
            last_day=_.day.max(),
        )
    )
    spread = ibis.ifelse(
        each["gaps"] >= FEWEST_GAPS, each.high_gap_days - each.low_gap_days, ibis.null("float64")
    )
    return each.mutate(spread_days=spread)


def regularity(rhythms: ir.Table) -> ir.Table:
    """In: `own_rhythms`. How regular customers are, by their spread against their median gap; a row per band, in order:

    band (0 like clockwork: spread up to half the median, 1 fairly: up to the median, 2 hardly: more), customers,
    median_gap_days (of the band's customers), customers_told (all with FEWEST_GAPS gaps or more).
    """
    told = rhythms.filter(_.spread_days.notnull())
    ratio = told.spread_days / told.median_gap_days
    band = ibis.cases((ratio <= 0.5, 0), (ratio <= 1.0, 1), else_=2)
    counts = told.group_by(band=band).agg(
        customers=_.count(), median_gap_days=_.median_gap_days.quantile(0.5)
    )
    return counts.mutate(customers_told=_.customers.sum().over(ibis.window())).order_by("band")
