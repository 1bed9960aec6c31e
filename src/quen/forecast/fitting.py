"""Maximum likelihood: parameters on the log scale, analytic gradients, a sample first and everybody at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

import numpy as np
from scipy import optimize

from quen.forecast.errors import DidNotFit
from quen.forecast.history import Floats, Ints
from quen.kernel.sentences import gettext_noop

Objective = Callable[[Floats], tuple[float, Floats]]
"""Log-parameters to the log-likelihood (sum over customers) and its gradient by log-parameters."""


class Rows(Protocol):
    """What a likelihood is a sum over: each row stands for some customers who are alike."""

    @property
    def customers(self) -> Floats: ...

    def __len__(self) -> int: ...

    def select(self, rows: Ints) -> Self: ...


R = TypeVar("R", bound=Rows)
_SAMPLE_ROWS = 5_000
_BOUND = 9.0  # e^9 = 8,000: beyond, a parameter says "no spread" and hardly changes the likelihood
_MOST_LOOKS = 400
"""A climb takes 15 to 60; clockwork, where the top is a ridge that only rounding tells apart, would take thousands."""
_STEP = 1e-4
_SEED = 20051101


@dataclass(frozen=True)
class Maximum:
    """The parameters of the highest likelihood found, and that log-likelihood."""

    parameters: Floats
    log_likelihood: float


def maximise(objective_of: Callable[[R], Objective], rows: R, starts: Sequence[Sequence[float]]) -> Maximum:
    """Climb from every start (parameters, not logs) on a sample of the rows, then on all from the best place.

    Raises DidNotFit where no climb ends at a finite likelihood.
    """
    sample = _sample(rows)
    few = objective_of(sample)
    climbs = [
        _climb(few, np.log(start), float(sample.customers.sum()), np.eye(len(start))) for start in starts
    ]
    ends = [climb for climb in climbs if np.isfinite(climb.log_likelihood)]
    if not ends:
        raise DidNotFit(gettext_noop("The model does not fit these sales: no likelihood could be maximised."))
    best = max(ends, key=lambda end: end.log_likelihood)
    customers = float(rows.customers.sum())
    whole = few if sample is rows else objective_of(rows)
    shape = _rounding(few, best.parameters, float(sample.customers.sum()))
    end = _climb(whole, best.parameters, customers, shape)
    return Maximum(np.exp(end.parameters), end.log_likelihood)


def _climb(objective: Objective, start: Floats, customers: float, shape: Floats) -> Maximum:
    """Climb in the coordinates start + shape @ step, in which the hill is round where `shape` fits it."""

    def downhill(step: Floats) -> tuple[float, Floats]:
        free = start + shape @ step
        place = np.clip(free, -_BOUND, _BOUND)
        value, slope = objective(place)
        if not np.isfinite(value):
            return 1e10, np.zeros_like(step)
        # Beyond a bound the hill is flat: a slope there would send the search on and on against a wall.
        slope = np.where(place == free, slope, 0.0)
        return -value / customers, -(shape.T @ slope) / customers

    found = optimize.minimize(
        downhill, np.zeros_like(start), jac=True, method="L-BFGS-B",
        options={"maxiter": 200, "maxfun": _MOST_LOOKS, "ftol": 1e-12, "gtol": 1e-7, "maxcor": 20, "maxls": 8},
    )  # fmt: skip
    place = np.clip(start + shape @ found.x, -_BOUND, _BOUND)
    return Maximum(place, objective(place)[0])


def _rounding(objective: Objective, place: Floats, customers: float) -> Floats:
    """Axes and lengths of the hill's top: the inverse root of its curvature, from differences of the gradient."""
    steps = _STEP * np.eye(len(place))
    rows = [(objective(place + step)[1] - objective(place - step)[1]) / (2 * _STEP) for step in steps]
    curvature = -(np.array(rows) + np.array(rows).T) / (2 * customers)
    if not np.all(np.isfinite(curvature)):
        return np.eye(len(place))
    lengths, axes = np.linalg.eigh(curvature)
    rounding: Floats = axes / np.sqrt(np.maximum(lengths, 1e-6 * max(lengths.max(), 1e-12)))
    return rounding


def _sample(rows: R) -> R:
    if len(rows) <= _SAMPLE_ROWS:
        return rows
    drawn = np.random.default_rng(_SEED).choice(len(rows), _SAMPLE_ROWS, replace=False)
    return rows.select(np.sort(drawn))
