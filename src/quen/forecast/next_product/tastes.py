"""Who took what how often: the table every method learns from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from quen.forecast.history import Ints

Singles = npt.NDArray[np.float32]
ROWS_AT_ONCE = 4_096
"""Customers whose scores for all products stand in memory together."""


@dataclass(frozen=True)
class Tastes:
    """`times`: on how many days each customer (row) took each product (column); `customer` and `product` say whose
    number a row and a column is, both ascending."""

    times: csr_array
    customer: Ints
    product: Ints

    @property
    def takers(self) -> Ints:
        """Of each product, how many customers took it."""
        counts: Ints = np.bincount(self.times.indices, minlength=len(self.product)).astype(np.int64)
        return counts


def tastes(customer: Ints, product: Ints, times: Ints, *, least_takers: int, most_products: int) -> Tastes:
    """From one place per customer and product. Products few customers took, and beyond the most taken, are left out."""
    what, column, takers = np.unique(product, return_inverse=True, return_counts=True)
    most_taken = np.argsort(-takers, kind="stable")[:most_products]
    is_kept = np.zeros(len(what), np.bool_)
    is_kept[most_taken] = takers[most_taken] >= least_takers
    here = is_kept[column]
    kept = np.cumsum(is_kept) - 1
    who, row = np.unique(customer[here], return_inverse=True)
    shape = (len(who), int(is_kept.sum()))
    table = csr_array((times[here].astype(np.float32), (row, kept[column[here]])), shape=shape)
    table.sort_indices()
    return Tastes(table, who, what[is_kept])
