"""What is in each basket: taste, the reason of the visit, favourites, companions, the feast, refills."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Floats, Ints, pick_by_row, positions_in_group
from quen.demo.catalogue import NO_PRODUCT, catalogue, draw_for_occasion, draw_in_category
from quen.demo.goods import GOODS, Category, Occasion
from quen.demo.hours import Mission
from quen.demo.season import Season
from quen.demo.streams import Subject, stream
from quen.demo.tastes import Tastes
from quen.demo.traffic import Traffic

MOST_LINES = 6
_FAVOURITE = 0.55
_SCANNED_TWICE = 0.03  # of lines that repeat a product on the receipt; the others would have been one line

# Chance of 0, 1, 2 … 6 lines by mission (a refill trip adds its refill to these).
_SIZES = {
    Mission.DRINK: (0.00, 0.56, 0.31, 0.09, 0.03, 0.01, 0.00),
    Mission.TOP_UP: (0.00, 0.24, 0.32, 0.23, 0.12, 0.06, 0.03),
    Mission.BIG_SHOP: (0.00, 0.00, 0.06, 0.20, 0.28, 0.26, 0.20),
    Mission.OFFICE: (0.00, 0.10, 0.30, 0.30, 0.20, 0.07, 0.03),
    Mission.REFILL: (0.45, 0.28, 0.17, 0.07, 0.03, 0.00, 0.00),
}
_DRINKS = (Category.COFFEE, Category.TEA, Category.CAKES)


@dataclass(frozen=True)
class Baskets:
    """One element per line, sorted by visit: the visit's number and the product's."""

    visit: Ints
    product: Ints

    def only(self, kept: Bools) -> "Baskets":
        return Baskets(self.visit[kept], self.product[kept])


def baskets(
    *,
    seed: int,
    visits: Traffic,
    refill_visit: Ints,
    refill_product: Ints,
    liking: Tastes,
    lives_on: Bools,
    season: Season,
) -> Baskets:
    """Fill every basket with one to six lines; a product stands once on a receipt, save for double scans."""
    rng = stream(seed, Subject.BASKETS)
    size = pick_by_row(
        np.array([_SIZES[mission] for mission in Mission])[visits.mission], rng.random(len(visits))
    )
    visit = np.repeat(np.arange(len(visits)), size)
    product = _by_taste(visit=visit, visits=visits, liking=liking, lives_on=lives_on, rng=rng)
    product = _with_companions(visit=visit, product=product, rng=rng)
    product = _for_the_feast(day=visits.day[visit], product=product, season=season, rng=rng)
    visit = np.concatenate([refill_visit, visit])
    product = np.concatenate([refill_product, product])
    order = np.argsort(visit, kind="stable")  # refills come first on their receipt
    filled = Baskets(visit[order], product[order])
    filled = filled.only(_is_new_or_rescanned(filled, chance=rng.random(len(order))))
    return filled.only(positions_in_group(filled.visit) < MOST_LINES)


def _by_taste(*, visit: Ints, visits: Traffic, liking: Tastes, lives_on: Bools, rng: Generator) -> Ints:
    """A favourite or something popular; what a household lives on waits for its refill."""
    shopper = visits.shopper[visit]
    weights = liking.share[shopper] * _affinity()[visits.mission[visit]]
    category = pick_by_row(weights, rng.random(len(visit)))
    popular = draw_in_category(category=category, rng=rng)
    is_known = shopper < visits.known
    knows_what = (rng.random(len(visit)) < _FAVOURITE) & is_known
    product = np.where(knows_what, liking.favourite[shopper, category], popular)
    at_home = np.flatnonzero(is_known & lives_on[np.where(is_known, shopper, 0), product])
    product[at_home] = draw_in_category(category=category[at_home], rng=rng, refills=False)
    return product


def _with_companions(*, visit: Ints, product: Ints, rng: Generator) -> Ints:
    """A line may give way to the companion of the line before it."""
    previous = np.concatenate([product[:1], product[:-1]])
    same_basket = np.concatenate([[False], visit[1:] == visit[:-1]])[: len(visit)]
    companion = catalogue().companion[previous]
    follows = (
        same_basket
        & (companion != NO_PRODUCT)
        & (rng.random(len(visit)) < catalogue().companion_share[previous])
    )
    return np.where(follows, companion, product)


def _for_the_feast(*, day: Ints, product: Ints, season: Season, rng: Generator) -> Ints:
    """Before Tết and mid-autumn a share of the lines is the feast's own goods."""
    chance = rng.random(len(product))
    shares = ((Occasion.TET, season.tet_share[day]), (Occasion.MID_AUTUMN, season.mooncake_share[day]))
    for occasion, share in shares:
        for_it = np.flatnonzero(chance < share)
        product[for_it] = draw_for_occasion(occasion=occasion, count=len(for_it), rng=rng)
    return product


def _is_new_or_rescanned(filled: Baskets, *, chance: Floats) -> Bools:
    key = filled.visit * len(GOODS) + filled.product
    is_first = np.zeros(len(key), dtype=bool)
    is_first[np.unique(key, return_index=True)[1]] = True
    return is_first | (chance < _SCANNED_TWICE)


def _affinity() -> Floats:
    """How each mission (row) weighs each product group (column)."""
    is_drink = np.isin(np.array(list(Category)), _DRINKS)
    rows = {
        Mission.DRINK: np.where(is_drink, 1.0, 0.06),
        Mission.TOP_UP: np.where(is_drink, 0.15, 1.0),
        Mission.BIG_SHOP: np.where(is_drink, 0.05, 1.0),
        Mission.OFFICE: np.ones(len(Category)),
        Mission.REFILL: np.where(is_drink, 0.30, 1.0),
    }
    return np.array([rows[mission] for mission in Mission])
