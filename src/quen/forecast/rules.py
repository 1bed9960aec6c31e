"""The naive rules a model must beat: recency, purchase rate, RFM.

Each rule ranks customers, and says how many purchases to expect: the rate by going on as before, the others by what
became of customers who looked the same one horizon earlier.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from quen.forecast.history import Floats, History, Ints

RATE, RECENCY, RFM = "rate", "recency", "rfm"
NAMES = (RATE, RECENCY, RFM)
_DRAWN_TO_ALL = 10.0  # so many average customers are added to every cell, so that small cells say little


def purchase_rate(history: History) -> Floats:
    """Purchases a day so far, without the first; 0 for who came today for the first time."""
    rate: Floats = history.frequency / np.maximum(history.age_days, 1)
    return rate


def freshness(history: History) -> Floats:
    """The later the last purchase, the higher."""
    return -(history.age_days - history.recency_days).astype(np.float64)


@dataclass(frozen=True)
class Cells:
    """A rule learned from an earlier window: customers by cell, what came of them."""

    name: str
    cuts: tuple[Floats, ...]
    purchases: Floats
    returned: Floats

    def expected(self, history: History) -> Floats:
        """Purchases within the horizon it was learned for, a place per customer."""
        return self.purchases[_cell(self.name, self.cuts, history)]

    def chance(self, history: History) -> Floats:
        """Chance to return within the horizon it was learned for."""
        return self.returned[_cell(self.name, self.cuts, history)]


_COLUMNS: dict[str, tuple[tuple[Callable[[History], Floats], int], ...]] = {
    RATE: ((purchase_rate, 10),),
    RECENCY: ((freshness, 10),),
    RFM: ((freshness, 5), (lambda h: h.frequency.astype(np.float64), 5), (lambda h: h.value * h.frequency, 5)),
}  # fmt: skip


def learn(name: str, history: History, purchases: Ints, *, times: float = 1.0) -> Cells:
    """Sort customers into the cells of a rule, and remember what they bought in the window after.

    The horizon is `times` as long as that window: as many more purchases, and as many more chances to return.
    """
    cuts = tuple(
        np.unique(np.quantile(column(history), np.arange(1, parts) / parts))
        for column, parts in _COLUMNS[name]
    )
    cell = _cell(name, cuts, history)
    cells = int(np.prod([len(cut) + 1 for cut in cuts]))
    size = np.bincount(cell, minlength=cells) + _DRAWN_TO_ALL

    def mean(of: Floats) -> Floats:
        drawn: Floats = (np.bincount(cell, weights=of, minlength=cells) + _DRAWN_TO_ALL * of.mean()) / size
        return drawn

    returned = mean((purchases > 0).astype(np.float64))
    return Cells(name, cuts, times * mean(purchases.astype(np.float64)), 1 - (1 - returned) ** times)


def ranking(name: str, history: History, cells: Cells | None) -> Floats:
    """The higher, the likelier to return. RFM ranks by what it learned, else by the sum of its fifths."""
    if name == RATE:
        return purchase_rate(history)
    if name == RECENCY:
        return freshness(history)
    if cells is not None:
        return cells.chance(history)
    columns = [column(history) for column, _ in _COLUMNS[RFM]]
    fifths = [np.searchsorted(np.quantile(each, [0.2, 0.4, 0.6, 0.8]), each, side="left") for each in columns]
    total: Floats = np.sum(fifths, axis=0).astype(np.float64)
    return total


def _cell(name: str, cuts: tuple[Floats, ...], history: History) -> Ints:
    cell = np.zeros(len(history), np.int64)
    for (column, _), cut in zip(_COLUMNS[name], cuts, strict=True):
        cell = cell * (len(cut) + 1) + np.searchsorted(cut, column(history), side="left")
    return cell
