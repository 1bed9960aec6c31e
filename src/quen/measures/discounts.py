"""Who buys only at a discount.

Source: deal proneness as the share of purchases made on deal, Blattberg, Buesing, Peacock and Sen, "Identifying the
deal prone segment", Journal of Marketing Research 15 (1978); depth of discount from Farris et al., "Marketing Metrics",
4th ed. 2020, chapter 8.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known
from quen.measures.percent import percent
from quen.measures.wilson import rated

DEPENDENT_PURCHASES = 3
"""Fewer purchases than this tell no habit."""
DEPENDENT_SHARE = 80.0
"""From this share of purchases at a discount, in percent, somebody depends on it."""


def discount_dependence(purchases: ir.Table) -> ir.Table:
    """A row per known customer. In: purchases with discount_minor (taken off, positive; 0 without).

    customer, purchases, discounted (of them, with a discount), discounted_share (percent), revenue_minor,
    discount_minor, depth (discount / what everything would have cost, percent; null where that is nothing),
    is_dependent: at least DEPENDENT_PURCHASES purchases, and DEPENDENT_SHARE of them at a discount.
    """
    each = (
        known(purchases)
        .group_by("customer")
        .agg(
            purchases=_.count(),
            discounted=(_.discount_minor > 0).sum().coalesce(0),
            revenue_minor=_.amount_minor.sum(),
            discount_minor=_.discount_minor.sum(),
        )
    )
    told = each.mutate(
        discounted_share=percent(_.discounted, _["purchases"]),
        depth=percent(_.discount_minor, _.revenue_minor + _.discount_minor),
    )
    return told.mutate(
        is_dependent=(_["purchases"] >= DEPENDENT_PURCHASES) & (_.discounted_share >= DEPENDENT_SHARE)
    )


def discount_totals(dependence: ir.Table) -> ir.Table:
    """In: `discount_dependence`. One row: customers (with DEPENDENT_PURCHASES purchases or more), dependent (of them),
    rate, low, high (percent, 95 %), is_small; purchases, discounted, discounted_share, revenue_minor, discount_minor,
    depth of all known customers."""
    judged = dependence["purchases"] >= DEPENDENT_PURCHASES
    sums = dependence.agg(
        customers=judged.sum().coalesce(0),
        dependent=dependence.is_dependent.sum().coalesce(0),
        purchases=_["purchases"].sum().coalesce(0),
        discounted=_.discounted.sum().coalesce(0),
        revenue_minor=_.revenue_minor.sum().coalesce(0),
        discount_minor=_.discount_minor.sum().coalesce(0),
    )
    told = sums.mutate(
        discounted_share=percent(_.discounted, _["purchases"]),
        depth=percent(_.discount_minor, _.revenue_minor + _.discount_minor),
    )
    return rated(told, "dependent", "customers")


def depth_bands(dependence: ir.Table) -> ir.Table:
    """In: `discount_dependence`. How customers spread over the share of purchases at a discount, in order:

    band (0 never, 1 up to a quarter, 2 up to a half, 3 up to three quarters, 4 up to under all, 5 always), customers,
    purchases, revenue_minor.
    """
    share = dependence.discounted_share
    band = ibis.cases(
        (share == 0, 0), (share <= 25, 1), (share <= 50, 2), (share <= 75, 3), (share < 100, 4), else_=5
    )
    return (
        dependence.group_by(band=band)
        .agg(customers=_.count(), purchases=_["purchases"].sum(), revenue_minor=_.revenue_minor.sum())
        .order_by("band")
    )
