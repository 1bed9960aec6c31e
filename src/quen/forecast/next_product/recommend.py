"""The next products of everybody, each with the product she took that it goes with."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from quen.forecast.history import Ints
from quen.forecast.next_product.methods import FIT, Method
from quen.forecast.next_product.named import Named, named
from quen.forecast.next_product.neighbours import similarity
from quen.forecast.next_product.tastes import ROWS_AT_ONCE, Singles, Tastes


@dataclass(frozen=True)
class NextProducts:
    """Columns with a place per customer and product named. `rank` starts at 1; `because` is the product she took that
    goes with it best, -1 where none goes with it."""

    customer: Ints
    rank: Ints
    product: Ints
    because: Ints


NOTHING = NextProducts(*[np.empty(0, np.int64)] * 4)


def recommend(known: Tastes, *, method: str, to: Ints, most: int) -> NextProducts:
    """By the named method to the customers `to` (rows of `known`), a block of them at a time."""
    learned, likeness = FIT[method](known), similarity(known)
    blocks = [
        _of_block(known, rows, learned, likeness, most)
        for rows in np.split(to, range(ROWS_AT_ONCE, len(to), ROWS_AT_ONCE))
        if len(rows)
    ]
    return NextProducts(*map(np.concatenate, zip(*blocks, strict=True))) if blocks else NOTHING


def _of_block(known: Tastes, rows: Ints, learned: Method, likeness: Singles, most: int) -> tuple[Ints, ...]:
    times = known.times[rows]
    said = named(learned, times, most=most)
    place, rank = np.nonzero(said.product >= 0)
    product = said.product[place, rank]
    because = _because(times, said, likeness)[place, rank]
    known_because = np.where(because >= 0, known.product[because], -1)
    return known.customer[rows[place]], rank + 1, known.product[product], known_because


def _because(times: csr_array, said: Named, likeness: Singles) -> Ints:
    """Of each named product, the column of the taken product most like it; -1 where none is like it at all."""
    row = np.repeat(np.arange(times.shape[0]), np.diff(times.indptr))
    found = np.full(said.product.shape, -1, np.int64)
    for rank in range(said.product.shape[1]):
        alike = likeness[times.indices, said.product[row, rank]]
        order = np.lexsort((times.indices, -alike, row))
        best = order[np.searchsorted(row[order], np.arange(times.shape[0]))]
        found[:, rank] = np.where(alike[best] > 0, times.indices[best], -1)
    return found
