"""RFM: recency, frequency and monetary value in fifths, and the named segments they make.

Source: Hughes, "Strategic Database Marketing", 4th ed. 2012, chapter 6, for the idea; the package `rfm` for R, release
0.3.0 (Hebbali 2024), for scores and segments. Scores follow its value breakpoints: customers with the same value
always have the same score, so fifths need not be of equal size. The package adds 1 to each quantile and asks
"below?"; here the question is "at most the quantile?", which is the same for whole numbers and does not change with
the unit of money. Quantiles are interpolated (type 7 of Hyndman and Fan, the default of R).
"""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.kernel.sentences import gettext_noop

_FIFTHS = (0.2, 0.4, 0.6, 0.8)
_VALUES = ("recency_days", "purchases", "revenue_minor")


@dataclass(frozen=True)
class Segment:
    """A named box of scores, each (lowest, highest), both included."""

    name: str
    recency: tuple[int, int]
    frequency: tuple[int, int]
    monetary: tuple[int, int]


# The table of the package's documentation, in its order: the first box that holds a customer names her.
SEGMENTS = (
    Segment(gettext_noop("Champions"), (5, 5), (5, 5), (5, 5)),
    Segment(gettext_noop("Potential Loyalist"), (3, 5), (3, 5), (2, 5)),
    Segment(gettext_noop("Loyal Customers"), (2, 4), (2, 4), (2, 4)),
    Segment(gettext_noop("Promising"), (3, 4), (1, 3), (3, 5)),
    Segment(gettext_noop("New Customers"), (4, 5), (1, 3), (1, 5)),
    Segment(gettext_noop("Can't Lose Them"), (1, 2), (3, 4), (4, 5)),
    Segment(gettext_noop("At Risk"), (1, 2), (2, 5), (4, 5)),
    Segment(gettext_noop("Need Attention"), (1, 3), (3, 5), (3, 5)),
    Segment(gettext_noop("About To Sleep"), (2, 3), (1, 3), (1, 4)),
    Segment(gettext_noop("Lost"), (1, 1), (1, 5), (1, 5)),
)
# What the package calls the customers in none of its boxes.
OTHERS = gettext_noop("Others")
SEGMENT_NAMES = (*(segment.name for segment in SEGMENTS), OTHERS)


def rfm_breakpoints(customers: ir.Table, *, as_of: date) -> ir.Table:
    """One row of the four inner fifths of each value: recency_days_1 … _4, purchases_1 … _4, revenue_minor_1 … _4."""
    values = _with_recency(customers, as_of)
    return values.agg(
        **{
            f"{value}_{place}": values[value].quantile(share)
            for value in _VALUES
            for place, share in enumerate(_FIFTHS, 1)
        }
    )


def rfm(customers: ir.Table, *, as_of: date) -> ir.Table:
    """Scores and segment of every customer, against the fifths of all of them.

    In: `per_customer`; `as_of` is the first day after the data. Out: customer, purchases, revenue_minor,
    recency_days (days from her last purchase to `as_of`), recency, frequency, monetary (1 worst to 5 best), segment.
    """
    return rfm_scored(customers, rfm_breakpoints(customers, as_of=as_of), as_of=as_of)


def rfm_scored(customers: ir.Table, breakpoints: ir.Table, *, as_of: date) -> ir.Table:
    """As `rfm`, against given breakpoints (one row, columns of `rfm_breakpoints`), e.g. of an earlier month."""
    values = _with_recency(customers, as_of).cross_join(breakpoints)
    scored = values.select(
        "customer",
        "purchases",
        "revenue_minor",
        "recency_days",
        recency=6 - _score(values, "recency_days"),
        frequency=_score(values, "purchases"),
        monetary=_score(values, "revenue_minor"),
    )
    return scored.mutate(segment=_segment(scored))


def rfm_segments(scored: ir.Table) -> ir.Table:
    """In: `rfm`. Out: segment, customers, purchases, revenue_minor; a row per segment that has somebody in it."""
    return scored.group_by("segment").agg(
        customers=_.count(), purchases=_["purchases"].sum(), revenue_minor=_.revenue_minor.sum()
    )


def _with_recency(customers: ir.Table, as_of: date) -> ir.Table:
    days = ibis.literal(as_of).delta(customers.last_day, unit="day")
    return customers.select("customer", "purchases", "revenue_minor", recency_days=days)


def _score(values: ir.Table, value: str) -> ir.IntegerValue:
    score = ibis.literal(1, "int8")
    for place in range(1, 5):
        score = score + (values[value] > values[f"{value}_{place}"]).cast("int8")
    return score


def _segment(scored: ir.Table) -> ir.StringValue:
    return ibis.cases(
        *(
            (
                scored.recency.between(*segment.recency)
                & scored.frequency.between(*segment.frequency)
                & scored.monetary.between(*segment.monetary),
                segment.name,
            )
            for segment in SEGMENTS
        ),
        else_=OTHERS,
    )
