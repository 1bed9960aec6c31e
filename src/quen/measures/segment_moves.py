"""Who moved between RFM segments from one day to another: the migration matrix.

Source: the transition matrix of a Markov chain of customer states, Pfeifer and Carraway, "Modeling customer
relationships as Markov chains", Journal of Interactive Marketing 14 (2000); the states are those of `rfm.py`.
"""

import ibis.expr.types as ir
from ibis import _

from quen.measures.wilson import rated


def segment_moves(before: ir.Table, after: ir.Table) -> ir.Table:
    """In: `rfm` of two days, at least customer and segment. A row per move that somebody made, in order:

    before (null: she had not bought yet), after, customers, whole (customers in `before`; null for newcomers), rate,
    low, high (customers / whole, percent, 95 %), is_small. Nobody leaves: purchases do not go away.
    """
    then = before.select("customer", before="segment")
    now = after.select("customer", after="segment")
    both = now.left_join(then, "customer").select("before", "after")
    moves = both.group_by("before", "after").agg(customers=_.count())
    wholes = then.group_by("before").agg(whole=_.count())
    told = moves.left_join(wholes, "before").select("before", "after", "customers", "whole")
    return rated(told, "customers", "whole").order_by("before", "after")
