"""How many customers bought once, twice, three times …: the buyer distribution.

Source: Ehrenberg, "Repeat-Buying", 2nd ed. 1988, chapter 2 (distribution of purchases over buyers).
"""

from collections.abc import Mapping

import ibis.expr.types as ir
from ibis import _

# Up to five one by one; beyond, the tail is thin and the owner asks "often?", not "seven or eight?".
_BUCKETS = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 9), (10, None))


def customers_by_purchases(customers: ir.Table) -> ir.Table:
    """In: `per_customer`. Out: purchases, customers, a row per count that occurs, fewest purchases first."""
    return customers.group_by("purchases").agg(customers=_.count()).order_by("purchases")


def purchase_buckets(by_purchases: Mapping[int, int]) -> list[tuple[str, int]]:
    """Customers by number of purchases, in buckets named ``1`` … ``5``, ``6–9``, ``10+``.

    In: purchases → customers, as the table above counts them.
    """
    return [
        (
            str(low) if low == high else f"{low}–{high}" if high else f"{low}+",
            sum(n for times, n in by_purchases.items() if times >= low and times <= (high or times)),
        )
        for low, high in _BUCKETS
    ]
