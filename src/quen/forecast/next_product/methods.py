"""The ways to guess what a customer takes next. Each scores every product for a block of customers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array

from quen.forecast.next_product.factors import Factors
from quen.forecast.next_product.neighbours import similarity
from quen.forecast.next_product.tastes import Singles, Tastes

POPULAR, TOGETHER, FACTORS = "popular", "together", "factors"
NAMES = (POPULAR, TOGETHER, FACTORS)
"""The simplest first: where two do equally well, it is taken."""


class Method(Protocol):
    """What has learned from a table of tastes."""

    def scores(self, times: csr_array) -> Singles:
        """A row per customer, a column per product, the likelier the higher; 0 where there is nothing to say."""


@dataclass(frozen=True)
class Popular:
    """The naive rule: to everybody what most customers took."""

    takers: Singles

    def scores(self, times: csr_array) -> Singles:
        return np.broadcast_to(self.takers, (times.shape[0], len(self.takers)))


@dataclass(frozen=True)
class Together:
    """Association: the products most like those she took, in who takes them (Sarwar et al. 2001)."""

    likeness: Singles

    def scores(self, times: csr_array) -> Singles:
        taken = times.copy()
        taken.data = np.ones_like(taken.data)
        return np.asarray(taken @ self.likeness, np.float32)


def _popular(known: Tastes) -> Method:
    return Popular(known.takers.astype(np.float32))


def _together(known: Tastes) -> Method:
    return Together(similarity(known))


FIT: dict[str, Callable[[Tastes], Method]] = {POPULAR: _popular, TOGETHER: _together, FACTORS: Factors.of}
