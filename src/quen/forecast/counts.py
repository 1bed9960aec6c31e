"""How many purchase days a customer who is active now will have within a horizon: the whole distribution.

All three models are alike here: given her rate she buys by chance, her rate is gamma distributed (r + x, alpha + T), so
the purchases in an exposure u are negative binomial; and she may stop. In the Pareto/NBD stopping shortens the exposure
(`exposures`), in the BG family each purchase may be the last (`stays`). With both
P(X >= n) = stays(n) · sum over exposures of weight · P(NBD(u) >= n),
a sum of positive terms, worked out in logarithms: nothing overflows and nothing cancels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from quen.forecast.history import Floats, Ints

_BLOCK_CELLS = 400_000
_MOST = 50_000  # beyond goes only a fit to a handful of odd customers; it would take all memory
_REST = 30.0  # -log of the tail that is left out, 1e-13


class Stopping(Protocol):
    """What `counts_if_active` must know of a model."""

    @property
    def r(self) -> float: ...

    @property
    def alpha(self) -> float: ...

    def exposures(self, age: Floats, horizon: float) -> tuple[Floats, Floats]:
        """Lengths of time she may be active for, and their weights; a row per age, weights of a row sum to 1."""

    def stays(self, frequency: Floats, most: int) -> Floats:
        """Chance not to have stopped before her n-th purchase from now, n = 1 … most; a row per frequency."""


@dataclass(frozen=True)
class Counts:
    """Of customers active now, a row each: P(X >= 1), mean, mean square."""

    at_least_one: Floats
    mean: Floats
    mean_square: Floats


def counts_if_active(model: Stopping, frequency: Floats, age: Floats, horizon: float) -> Counts:
    """Chances of the purchases within `horizon`; frequency and age of one shape, in the model's unit of time."""
    found = np.empty((3, len(frequency)))
    for rows, survivals in _blocks(model, frequency, age, horizon):
        n = np.arange(1, survivals.shape[1] + 1)
        found[:, rows] = survivals[:, 0], survivals.sum(axis=1), survivals @ (2.0 * n - 1)
    return Counts(*found)


def quantiles_if_active(
    model: Stopping, frequency: Floats, age: Floats, horizon: float, *, row: Ints, level: Floats
) -> Ints:
    """The smallest n with P(X <= n) >= level, for questions (row of frequency and age, level)."""
    found = np.zeros(len(row), np.int64)
    order = np.argsort(row, kind="stable")
    starts = np.searchsorted(row[order], np.arange(len(frequency) + 1))
    for rows, survivals in _blocks(model, frequency, age, horizon):
        asked = np.concatenate([order[starts[each] : starts[each + 1]] for each in rows])
        place = np.repeat(np.arange(len(rows)), starts[rows + 1] - starts[rows])
        # One ascending line for all rows: row 0 lies in [0, 1], row 1 in [2, 3], and so on.
        line = (2.0 * np.arange(len(rows))[:, None] + 1 - survivals).ravel()
        found[asked] = np.searchsorted(line, 2.0 * place + level[asked]) - place * survivals.shape[1]
    return found


def _blocks(model: Stopping, frequency: Floats, age: Floats, horizon: float) -> Iterator[tuple[Ints, Floats]]:
    """Rows of alike expectations, with P(X >= n) for n = 1, 2, … until the chance of more is nothing."""
    most = _most(model, frequency, age, horizon)
    order = np.argsort(most)[::-1]
    nodes = model.exposures(age[:1], horizon)[0].shape[1]
    start = 0
    while start < len(order):
        longest = int(most[order[start]])
        rows = order[start : start + max(1, _BLOCK_CELLS // (longest * nodes))]
        yield rows, _survivals(model, frequency[rows], age[rows], horizon, longest)
        start += len(rows)


def _most(model: Stopping, frequency: Floats, age: Floats, horizon: float) -> Ints:
    """So many purchases that more have no chance: the mean, and the tail of a gamma law above it."""
    shape, share = model.r + frequency, horizon / (model.alpha + age)
    tail = np.sqrt(2 * _REST * shape * share * (1 + share)) + _REST * (1 + share)
    return np.minimum(np.ceil(shape * share + tail), _MOST).astype(np.int64) + 1


def _survivals(model: Stopping, frequency: Floats, age: Floats, horizon: float, most: int) -> Floats:
    exposure, weight = model.exposures(age, horizon)
    share = exposure / (model.alpha + age)[:, None]
    shape = (model.r + frequency)[:, None]
    n = np.arange(most - 1)
    steps = np.log((shape + n) / (n + 1))
    climb = np.concatenate([np.zeros((len(frequency), 1)), np.cumsum(steps, axis=1)], axis=1)
    below = np.zeros((len(frequency), most))
    for node in range(exposure.shape[1]):
        of_node = share[:, node, None]
        with np.errstate(divide="ignore"):
            logs = climb + np.arange(most) * np.log(of_node / (1 + of_node)) - shape * np.log1p(of_node)
        below += weight[:, node, None] * np.cumsum(np.exp(logs), axis=1)
    chances: Floats = np.clip(1 - below, 0, 1) * model.stays(frequency, most)
    return chances
