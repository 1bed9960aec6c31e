"""What each shopper likes: a Dirichlet mix over product groups and a favourite in each."""

from dataclasses import dataclass

import numpy as np

from quen.demo.arrays import Floats, Ints
from quen.demo.catalogue import draw_in_category
from quen.demo.goods import Category
from quen.demo.population import Kind
from quen.demo.streams import Subject, stream

_C = Category
_PERSON = {
    _C.COFFEE: 3.2, _C.TEA: 1.8, _C.CAKES: 1.6, _C.BEANS: 0.5, _C.LEAVES: 0.35, _C.DAIRY: 1.0, _C.STAPLES: 0.9,
    _C.SPICES: 0.8, _C.SNACKS: 1.1, _C.FRESH: 1.1, _C.WATER: 0.7, _C.HOUSE: 0.7, _C.BABY: 0.07, _C.PETS: 0.06,
    _C.EQUIPMENT: 0.05,
}  # fmt: skip
_COMPANY = {
    _C.COFFEE: 1.5, _C.TEA: 0.8, _C.CAKES: 1.0, _C.BEANS: 3.0, _C.LEAVES: 2.0, _C.DAIRY: 1.5, _C.SNACKS: 1.5,
    _C.FRESH: 0.8, _C.WATER: 3.0, _C.HOUSE: 1.0, _C.EQUIPMENT: 0.1,
}  # fmt: skip
_CONCENTRATION = 0.8  # below one: people differ strongly


@dataclass(frozen=True)
class Tastes:
    """Rows are shoppers, columns product groups: `share` sums to 1 a row, `favourite` is a product's number."""

    share: Floats
    favourite: Ints

    @property
    def drinks_share(self) -> Floats:
        """How much of a shopper's wish is a drink or a cake to have it with."""
        total: Floats = self.share[:, [_C.COFFEE, _C.TEA, _C.CAKES]].sum(axis=1)
        return total


def tastes(*, seed: int, kind: Ints) -> Tastes:
    """One row per element of `kind`."""
    rng = stream(seed, Subject.TASTES)
    alpha = np.where((kind == Kind.COMPANY)[:, None], _alpha(_COMPANY), _alpha(_PERSON)) * _CONCENTRATION
    wish = rng.standard_gamma(alpha) + 1e-9  # normalised gammas are a Dirichlet
    everybody = np.tile(np.arange(len(Category)), len(kind))
    favourite = np.full(len(everybody), 0, dtype=np.int64)
    drawn = everybody != Category.GIFTS  # gifts are nobody's daily favourite
    favourite[drawn] = draw_in_category(category=everybody[drawn], rng=rng)
    return Tastes(
        share=wish * (alpha > 0) / (wish * (alpha > 0)).sum(axis=1, keepdims=True),
        favourite=favourite.reshape(len(kind), len(Category)),
    )


def _alpha(liking: dict[Category, float]) -> Floats:
    return np.array([liking.get(group, 0.0) for group in Category])
