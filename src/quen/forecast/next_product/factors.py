"""Implicit feedback: customers and products as points, near where the one takes the other.

Alternating least squares after Hu, Koren and Volinsky 2008 (Collaborative filtering for implicit feedback datasets):
taken or not is the wish, how often is the confidence, 1 + CONFIDENCE log(1 + times). Each side is solved by a few steps
of conjugate gradients at once for all rows (Takacs, Pilaszy and Tikk 2011), which costs one pass over what was taken.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.sparse import csr_array

from quen.forecast.next_product.tastes import Singles, Tastes

MOST_FACTORS = 32
PRODUCTS_A_FACTOR = 8
"""A small catalogue has few directions: more factors would learn its customers by heart."""
ROUNDS = 10
STEPS = 3
CONFIDENCE = 2.0
DRAWN_TO_NOTHING = 20.0
LEARNT_FROM = 50_000
_SEED = 7
_PLACES_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Factors:
    """The products' points; a customer's is found from what she took."""

    products: Singles

    @classmethod
    def of(cls, known: Tastes) -> Self:
        """Learn the products' points, from some of the customers where there are very many."""
        luck = np.random.default_rng(_SEED)
        times = known.times
        if times.shape[0] > LEARNT_FROM:
            times = times[np.sort(luck.choice(times.shape[0], LEARNT_FROM, replace=False))]
        factors = min(MOST_FACTORS, max(1, times.shape[1] // PRODUCTS_A_FACTOR))
        sure = _confidence(times)
        surely = csr_array(sure.T)
        products = luck.normal(0, 0.1, (times.shape[1], factors)).astype(np.float32)
        customers = np.zeros((times.shape[0], factors), np.float32)
        for _round in range(ROUNDS):
            customers = _solve(sure, customers, products)
            products = _solve(surely, products, customers)
        return cls(products)

    def scores(self, times: csr_array) -> Singles:
        """How near each product is to each customer, who is placed by the same least squares."""
        customers = np.zeros((times.shape[0], self.products.shape[1]), np.float32)
        placed = _solve(_confidence(times), customers, self.products, steps=2 * STEPS)
        near: Singles = np.maximum(placed @ self.products.T, 0)
        return near


def _confidence(times: csr_array) -> csr_array:
    """How much surer than nothing a taken product is: C - 1 of the paper, where it is not zero."""
    sure = csr_array(times, copy=True)
    sure.data = (CONFIDENCE * np.log1p(sure.data)).astype(np.float32)
    return sure


def _solve(sure: csr_array, start: Singles, others: Singles, *, steps: int = STEPS) -> Singles:
    """The rows x that fit (others' others + others' (C-1) others + drawn) x = others' C taken, from `start`."""
    everybody = others.T @ others + DRAWN_TO_NOTHING * np.eye(others.shape[1], dtype=np.float32)
    row = np.repeat(np.arange(sure.shape[0]), np.diff(sure.indptr))
    wish = csr_array((sure.data + 1, sure.indices, sure.indptr), shape=sure.shape) @ others
    points = start
    rest = wish - _applied(points, sure, row, others, everybody)
    way = rest.copy()
    length = (rest * rest).sum(axis=1)
    for _step in range(steps):
        applied = _applied(way, sure, row, others, everybody)
        far = length / np.maximum((way * applied).sum(axis=1), 1e-12)
        points = points + far[:, None] * way
        rest = rest - far[:, None] * applied
        left = (rest * rest).sum(axis=1)
        way = rest + (left / np.maximum(length, 1e-12))[:, None] * way
        length = left
    return points


def _applied(
    points: Singles, sure: csr_array, row: np.ndarray, others: Singles, everybody: Singles
) -> Singles:
    near = np.empty(len(row), np.float32)
    for first in range(0, len(row), _PLACES_AT_ONCE):
        part = slice(first, first + _PLACES_AT_ONCE)
        near[part] = np.einsum("ij,ij->i", points[row[part]], others[sure.indices[part]])
    weighed = csr_array((sure.data * near, sure.indices, sure.indptr), shape=sure.shape)
    return np.asarray(points @ everybody + weighed @ others, np.float32)
