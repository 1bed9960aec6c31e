"""How many customers bought once, twice, three times …: the buyer distribution.

Source: Ehrenberg, "Repeat-Buying", 2nd ed. 1988, chapter 2 (distribution of purchases over buyers).
"""

import ibis.expr.types as ir
from ibis import _


def customers_by_purchases(customers: ir.Table) -> ir.Table:
    """In: `per_customer`. Out: purchases, customers, a row per count that occurs, fewest purchases first."""
    return customers.group_by("purchases").agg(customers=_.count()).order_by("purchases")
