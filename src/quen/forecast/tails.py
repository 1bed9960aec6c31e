"""The tail integral of the Pareto/NBD, in logarithms.

I(x, t) is the integral of (alpha + u)^-(r+x) (beta + u)^-(s+1) over u from t on.

With M the larger of alpha and beta, m the smaller, P and p their powers, z = (M - m)/(M + t):
I = (m+t)^(1-p) (M+t)^-P F(1, P; p+P; z) / (p+P-1), from u = log(m + t + ...) and Euler's integral. F is bounded, so
nothing overflows for any x and t.
"""

from dataclasses import dataclass

import numpy as np

from quen.forecast.gauss_fraction import fraction
from quen.forecast.history import Floats


@dataclass(frozen=True)
class Tails:
    """log I and its derivatives by the four parameters, a place per pair (x, t)."""

    log: Floats
    by_r: Floats
    by_alpha: Floats
    by_s: Floats
    by_beta: Floats


def tails(x: Floats, t: Floats, *, r: float, alpha: float, s: float, beta: float) -> Tails:
    """log I(x, t) for arrays of one shape."""
    of_alpha, of_beta = r + x, np.full_like(x, s + 1)
    if alpha >= beta:
        log, by_large, by_small, by_power, by_other = _tails(t, alpha, beta, of_alpha, of_beta)
        return Tails(log, by_power, by_large, by_other, by_small)
    log, by_large, by_small, by_power, by_other = _tails(t, beta, alpha, of_beta, of_alpha)
    return Tails(log, by_other, by_small, by_power, by_large)


def _tails(
    t: Floats, large: float, small: float, power: Floats, other: Floats
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """log I and its derivatives by `large`, `small`, the power of `large` and the power of `small`."""
    z = (large - small) / (large + t)
    f = fraction(power, power + other, z)
    log_large, log_small, rest = np.log(large + t), np.log(small + t), power + other - 1
    return (
        (1 - other) * log_small - power * log_large - np.log(rest) + f.log,
        (f.by_z * (1 - z) - power) / (large + t),
        (1 - other) / (small + t) - f.by_z / (large + t),
        f.by_b + f.by_c - log_large - 1 / rest,
        f.by_c - log_small - 1 / rest,
    )
