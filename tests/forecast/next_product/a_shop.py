"""A shop of two kinds of customers, who take little of what the other kind takes."""

import numpy as np

from quen.forecast.history import Ints
from quen.forecast.next_product.tastes import Tastes, tastes

PRODUCTS = 40


def two_kinds(customers: int, *, seed: int = 3) -> tuple[Ints, Ints]:
    """Customer and product of everything taken: of her own half of the shelf much, of the other's little."""
    luck = np.random.default_rng(seed)
    chance = np.full((customers, PRODUCTS), 0.03)
    chance[::2, : PRODUCTS // 2] = chance[1::2, PRODUCTS // 2 :] = 0.3
    customer, product = np.nonzero(luck.random(chance.shape) < chance)
    return customer.astype(np.int64), product.astype(np.int64)


def known(customer: Ints, product: Ints) -> Tastes:
    """Everything once."""
    once = np.ones(len(customer), np.int64)
    return tastes(customer, product, once, least_takers=1, most_products=1_000)
