"""The goods as arrays, and what they cost on a given day."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Floats, Ints, pick
from quen.demo.goods import COMPANIONS, GOODS, Category, Occasion
from quen.demo.season import Season

NO_PRODUCT = -1
_DEARER = (Category.COFFEE, Category.BEANS)  # coffee went up with the new year, the rest stayed
_RISE_PERCENT = 6
_STEP = 500  # ₫: the smallest step of a shelf price


@dataclass(frozen=True)
class Catalogue:
    """One element per product of `GOODS`, in its order."""

    category: Ints
    price: Ints
    dearer_price: Ints
    weight: Floats
    more: Floats
    by_weight: Bools
    warranty_months: Ints
    companion: Ints
    companion_share: Floats

    def price_on(self, *, product: Ints, dearer: Bools) -> Ints:
        """The shelf price, ₫: after the rise where `dearer`."""
        return np.where(dearer, self.dearer_price[product], self.price[product])


@cache
def catalogue() -> Catalogue:
    """The catalogue; the same object each time, not to be written to."""
    place = {product.code: n for n, product in enumerate(GOODS)}
    companion = [COMPANIONS.get(product.code) for product in GOODS]
    return Catalogue(
        category=np.array([product.category for product in GOODS], dtype=np.int64),
        price=np.array([product.price for product in GOODS], dtype=np.int64),
        dearer_price=np.array(
            [_dearer(p.price) if p.category in _DEARER else p.price for p in GOODS], dtype=np.int64
        ),
        weight=np.array([product.weight for product in GOODS]),
        more=np.array([product.more for product in GOODS]),
        by_weight=np.array([product.by_weight for product in GOODS]),
        warranty_months=np.array([product.warranty_months or 0 for product in GOODS], dtype=np.int64),
        companion=np.array([place[pair[0]] if pair else NO_PRODUCT for pair in companion], dtype=np.int64),
        companion_share=np.array([pair[1] if pair else 0.0 for pair in companion]),
    )


def draw_in_category(*, category: Ints, rng: Generator, refills: bool = True) -> Ints:
    """For each category number one of its all-year products, by popularity; without `refills` only the others."""
    chance = rng.random(len(category))
    product = np.full(len(category), NO_PRODUCT, dtype=np.int64)
    for group in Category:
        asked = np.flatnonzero(category == group)
        sold = _sold_in(group, refills=refills)
        if len(asked):
            product[asked] = sold[pick(np.cumsum(catalogue().weight[sold]), chance[asked])]
    return product


def draw_for_occasion(*, occasion: Occasion, count: int, rng: Generator) -> Ints:
    """That many products sold for the feast, by popularity."""
    sold = np.array([n for n, product in enumerate(GOODS) if product.occasion is occasion], dtype=np.int64)
    return sold[pick(np.cumsum(catalogue().weight[sold]), rng.random(count))]


def price_rise_day(season: Season) -> int:
    """The window's day on which coffee got dearer: the last new year in it, or its end where there is none."""
    new_years = [n for n in range(season.days) if season.date_of(n).timetuple().tm_yday == 1]
    return new_years[-1] if new_years else season.days


def _sold_in(group: Category, *, refills: bool) -> Ints:
    sold = [n for n, p in enumerate(GOODS) if p.category == group and p.occasion is None]
    return np.array([n for n in sold if refills or GOODS[n].refill_days is None], dtype=np.int64)


def _dearer(price: int) -> int:
    return round(price * (100 + _RISE_PERCENT) / 100 / _STEP) * _STEP
