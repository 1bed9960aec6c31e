"""The array types of the simulation, spelled once."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def positions_in_group(group: Ints) -> Ints:
    """For a sorted array of group numbers, each element's 0-based place inside its group."""
    if len(group) == 0:
        return np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    lengths = np.diff(np.r_[starts, len(group)])
    return np.arange(len(group)) - np.repeat(starts, lengths)


def clipped(place: Ints, last: int) -> Ints:
    """The places, none beyond the last: rounding can put a chance just under one past the end."""
    kept: Ints = np.minimum(place, last).astype(np.int64)
    return kept


def pick(cumulative: Floats, chance: Floats) -> Ints:
    """The index each chance in [0, 1) falls on, in one cumulative weight row (its last value is the total)."""
    found = np.searchsorted(cumulative, chance * cumulative[-1], side="right")
    return clipped(found, len(cumulative) - 1)


def pick_by_row(weights: Floats, chance: Floats) -> Ints:
    """The column each chance in [0, 1) falls on, one row of weights (any positive total) per chance."""
    cumulative = np.cumsum(weights, axis=1)
    found = (cumulative <= (chance * cumulative[:, -1])[:, None]).sum(axis=1)
    return clipped(found, weights.shape[1] - 1)
