"""How much of the revenue comes from how few customers.

Source: Schmittlein, Cooper and Morrison, "Truth in concentration in the land of (80/20) laws", Marketing Science 12
(1993): the curve of Lorenz over customers, read at some shares. Concentration grows with the length of the period, so
compare equal periods.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.percent import percent

TOP_PERCENTS = (1, 5, 10, 20, 50)
MOST_OF_IT = 80


def ranked(customers: ir.Table) -> ir.Table:
    """In: `per_customer`. customer, revenue_minor, place (from 1, most revenue first; equal ones by customer),
    customers (all), so_far_minor (revenue of the first `place`), all_minor. Compute it once and keep it."""
    order = ibis.window(
        order_by=[ibis.desc(customers.revenue_minor), customers.customer], preceding=None, following=0
    )
    whole = customers.agg(customers=_.count(), all_minor=_.revenue_minor.sum())
    placed = customers.select(
        "customer",
        "revenue_minor",
        place=ibis.row_number().over(order) + 1,
        so_far_minor=customers.revenue_minor.sum().over(order),
    )
    return placed.cross_join(whole)


def revenue_of_the_top(ranked: ir.Table, percents: Sequence[int] = TOP_PERCENTS) -> ir.Table:
    """In: `ranked`. A row per top share, smallest first: top_percent, customers (that share, rounded up),
    revenue_minor, revenue_share (percent; null without revenue), least_minor (what the last of them spent)."""
    [first, *more] = [_top(ranked, top) for top in sorted(percents)]
    return (ibis.union(first, *more) if more else first).order_by("top_percent")


def fewest_for_most(ranked: ir.Table, share: int = MOST_OF_IT) -> ir.Table:
    """In: `ranked`. One row: share (percent of revenue), fewest (customers who make it), customers, customers_share
    (fewest / customers, percent). No row values without revenue: fewest is null."""
    enough = ranked.so_far_minor * 100 >= ranked.all_minor * share
    found = ranked.agg(
        fewest=ranked.place.min(where=enough & (ranked.all_minor > 0)), customers=ranked.customers.max()
    )
    return found.mutate(share=ibis.literal(share, "int32"), customers_share=percent(_.fewest, _.customers))


def _top(ranked: ir.Table, top: int) -> ir.Table:
    # Whole numbers: (n * top + 99) // 100 is n * top / 100 rounded up.
    within = ranked.place <= ((ranked.customers * top + 99) / 100.0).floor()
    found = ranked.filter(within).agg(
        customers=_.count(),
        revenue_minor=_.revenue_minor.sum().coalesce(0),
        least_minor=_.revenue_minor.min(),
        all_minor=_.all_minor.max(),
    )
    return found.select(
        ibis.literal(top, "int32").name("top_percent"),
        "customers",
        "revenue_minor",
        "least_minor",
        revenue_share=percent(found.revenue_minor, found.all_minor),
    )
