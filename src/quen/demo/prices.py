"""Quantities, shelf prices and discounts: what each line comes to, in whole steps of 500 ₫."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Ints
from quen.demo.baskets import Baskets
from quen.demo.catalogue import catalogue, price_rise_day
from quen.demo.goods import Category
from quen.demo.population import Kind
from quen.demo.season import Season
from quen.demo.traffic import Traffic

STEP = 500
_PROMOTED = 0.07  # of receipts, with ten percent off
_OFFICE_GOODS = (
    Category.COFFEE,
    Category.TEA,
    Category.CAKES,
    Category.BEANS,
    Category.WATER,
    Category.DAIRY,
)


@dataclass(frozen=True)
class Prices:
    """One element per line. Quantities in halves (a kilo of oranges is two), money in ₫."""

    halves: Ints
    unit_price: Ints
    discount: Ints

    @property
    def amount(self) -> Ints:
        return self.halves * self.unit_price // 2 - self.discount


def prices(*, filled: Baskets, visits: Traffic, kind: Ints, season: Season, rng: Generator) -> Prices:
    """Price every line; `kind` has one element per shopper, passers-by included."""
    buyer = kind[visits.shopper[filled.visit]]
    halves = _halves(product=filled.product, is_company=buyer == Kind.COMPANY, rng=rng)
    dearer = visits.day[filled.visit] >= price_rise_day(season)
    unit_price = catalogue().price_on(product=filled.product, dearer=dearer)
    percent = _percent_off(kind=kind[visits.shopper], rng=rng)[filled.visit]
    gross = halves * unit_price // 2
    return Prices(halves=halves, unit_price=unit_price, discount=gross * percent // (100 * STEP) * STEP)


def _halves(*, product: Ints, is_company: Bools, rng: Generator) -> Ints:
    goods = catalogue()
    pieces = 1 + rng.poisson(goods.more[product])
    bulk = is_company & np.isin(goods.category[product], _OFFICE_GOODS)
    pieces = np.where(bulk, pieces + 2 + rng.poisson(4.0, len(product)), pieces)
    weighed = 1 + rng.integers(0, 4, len(product))  # half a kilo to two kilos
    return np.where(goods.by_weight[product], weighed, 2 * pieces).astype(np.int64)


def _percent_off(*, kind: Ints, rng: Generator) -> Ints:
    """One element per visit: staff a fifth, companies a twentieth, the others a tenth now and then."""
    promoted = np.where(rng.random(len(kind)) < _PROMOTED, 10, 0)
    return np.where(kind == Kind.STAFF, 20, np.where(kind == Kind.COMPANY, 5, promoted)).astype(np.int64)
