"""How often each method would have named what a customer then took, on the shop's own past."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quen.forecast.history import Ints
from quen.forecast.next_product.methods import FIT, NAMES, Method
from quen.forecast.next_product.named import named
from quen.forecast.next_product.tastes import ROWS_AT_ONCE, Tastes

LEAST_ASKED = 100
"""Customers who took something new after the past was cut; fewer say nothing about a method."""


@dataclass(frozen=True)
class Judged:
    """Of `asked` customers who took a product new to them, for how many it was among those named."""

    asked: int
    hits: int


def look_back(before: Tastes, customer: Ints, product: Ints, *, name: int) -> dict[str, Judged]:
    """`before` holds the tastes until a day, `customer` and `product` what was taken for the first time after it.

    Whoever, and whatever, was not known on that day is left out.
    """
    row, column = _place(before.customer, customer), _place(before.product, product)
    here = (row >= 0) & (column >= 0)
    wished = np.unique(np.column_stack([row[here], column[here]]), axis=0)
    asked = np.unique(wished[:, 0])
    if len(asked) < LEAST_ASKED:
        return {}
    return {
        method: Judged(len(asked), _hits(FIT[method](before), before, wished, asked, name))
        for method in NAMES
    }


def best_of(judged: dict[str, Judged]) -> str:
    """The method that named most; of equals the simplest."""
    return max(judged, key=lambda method: (judged[method].hits, -NAMES.index(method)))


def _hits(method: Method, before: Tastes, wished: Ints, asked: Ints, name: int) -> int:
    key = wished[:, 0] * len(before.product) + wished[:, 1]
    hits = 0
    for rows in _blocks(asked):
        said = named(method, before.times[rows], most=name).product
        is_hit = np.isin(rows[:, None] * len(before.product) + said, key) & (said >= 0)
        hits += int(is_hit.any(axis=1).sum())
    return hits


def _blocks(rows: Ints) -> Iterator[Ints]:
    for first in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[first : first + ROWS_AT_ONCE]


def _place(known: Ints, asked: Ints) -> Ints:
    """Where each stands among the known, -1 where it does not."""
    place = np.searchsorted(known, asked)
    place[place == len(known)] = 0
    found: Ints = np.where(known[place] == asked, place, -1) if len(known) else np.full(len(asked), -1)
    return found
