"""Repeat rate by store, category, channel, first product and first spending: where customers come back from.

Source: the repeat rate of `repeat_rate`, cut; first-purchase cuts after Fader and Hardie 2009 (acquisition cohorts).
Customers won lately had less time to return, so compare groups of the same age where it matters.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known
from quen.measures.percent import percent

_QUARTERS = (0.25, 0.5, 0.75)


def repeat_rate_by(purchases: ir.Table, column: str) -> ir.Table:
    """Repeat rate within each value of `column` (store, channel, category …), percent.

    A customer counts in every group she bought in, and as repeat where she bought there twice or more. Out: group,
    customers, repeat_customers, repeat_customer_rate, purchases, revenue_minor; most customers first. Purchases
    without the value are left out.
    """
    told = known(purchases).filter(_[column].notnull())
    each = told.group_by(_[column].name("group"), _.customer).agg(
        purchases=_.count(), revenue_minor=_.amount_minor.sum()
    )
    return _rated(each)


def first_purchases(purchases: ir.Table) -> ir.Table:
    """One row per known customer: customer, purchases, revenue_minor, first_day, and of her first purchase first_store,
    first_channel, first_category, first_product, first_amount_minor. Ties fall as in `per_customer`."""
    order = ibis.struct({"at": _["at"], "key": _.purchase_key})
    first = ibis.struct(
        {"store": _.store, "channel": _.channel, "category": _.category, "product": _["product"]}
        | {"amount_minor": _.amount_minor}
    )
    each = (
        known(purchases)
        .group_by("customer")
        .agg(
            purchases=_.count(),
            revenue_minor=_.amount_minor.sum(),
            first_day=_.day.min(),
            first=first.argmin(order),
        )
    )
    return each.select(
        "customer",
        "purchases",
        "revenue_minor",
        "first_day",
        **{f"first_{name}": each.first[name] for name in ("store", "channel", "category", "product")},
        first_amount_minor=each.first["amount_minor"],
    )


def repeat_rate_by_first(firsts: ir.Table, column: str) -> ir.Table:
    """Repeat rate by what the first purchase was, percent: In: `first_purchases` and one of its first_… columns.

    Each customer counts once. Out: as `repeat_rate_by`; purchases and revenue are all of the group's customers'.
    """
    return _rated(firsts.filter(_[column].notnull()).rename(group=column))


def spending_bands(firsts: ir.Table) -> ir.Table:
    """In: `first_purchases`. The same rows with group: the quarter of the first purchase's value, 1 lowest to 4.

    By value breakpoints: equal values share a group, so a group can be larger than a quarter, or missing.
    """
    marks = firsts.agg(**{f"q{n}": _.first_amount_minor.quantile(q) for n, q in enumerate(_QUARTERS, 1)})
    placed = firsts.cross_join(marks)
    group = ibis.literal(1, "int8")
    for n in range(1, 4):
        group = group + (placed.first_amount_minor > placed[f"q{n}"]).cast("int8")
    return placed.mutate(group=group).select(*firsts.columns, "group")


def repeat_rate_by_first_spending(firsts: ir.Table) -> ir.Table:
    """Repeat rate by the value of the first purchase, in the quarters of `spending_bands`, percent.

    In: `first_purchases`. Out: group (1 lowest to 4), from_minor and to_minor (smallest and largest first purchase in
    it), customers, repeat_customers, repeat_customer_rate, purchases, revenue_minor; lowest first.
    """
    counts = (
        spending_bands(firsts)
        .group_by("group")
        .agg(
            from_minor=_.first_amount_minor.min(),
            to_minor=_.first_amount_minor.max(),
            **_counts(),
        )
    )
    return counts.mutate(repeat_customer_rate=percent(_.repeat_customers, _.customers)).order_by("group")


def _rated(each: ir.Table) -> ir.Table:
    counts = each.group_by("group").agg(**_counts())
    rated = counts.mutate(repeat_customer_rate=percent(_.repeat_customers, _.customers))
    return rated.order_by(ibis.desc("customers"), "group")


def _counts() -> dict[str, object]:
    return {
        "customers": _.count(),
        "repeat_customers": (_["purchases"] >= 2).sum(),
        "purchases": _["purchases"].sum(),
        "revenue_minor": _.revenue_minor.sum(),
    }
