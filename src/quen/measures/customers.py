"""The table most measures start from: one row per known customer."""

import ibis
import ibis.expr.types as ir
from ibis import _


def known(purchases: ir.Table) -> ir.Table:
    """The purchases whose customer is known."""
    return purchases.filter(_.customer.notnull())


def between(purchases: ir.Table, *, first_day: object, last_day: object) -> ir.Table:
    """The purchases from `first_day` to `last_day`, both included (dates)."""
    return purchases.filter(_.day.between(first_day, last_day))


def per_customer(purchases: ir.Table) -> ir.Table:
    """One row per known customer, in one pass; compute it once and keep it.

    Columns: customer, purchases (count of receipts, worth nothing or not), revenue_minor (before returns),
    first_day, last_day, first_amount_minor (value of her first purchase; among purchases of one moment the smallest
    purchase_key is the first, so that the answer does not depend on the order of rows).
    """
    return (
        known(purchases)
        .group_by("customer")
        .agg(
            purchases=_.count(),
            revenue_minor=_.amount_minor.sum(),
            first_day=_.day.min(),
            last_day=_.day.max(),
            first_amount_minor=_.amount_minor.argmin(ibis.struct({"at": _["at"], "key": _.purchase_key})),
        )
    )
