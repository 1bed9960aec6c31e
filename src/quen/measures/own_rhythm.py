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
