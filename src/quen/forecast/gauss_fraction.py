"""The hypergeometric function 2F1(1, b; c; z) for 0 <= z < 1 and 0 < b < c, with its logarithmic derivatives.

All terms of its series are positive and it is bounded by 1 / (1 - z), so it never overflows, whatever b and c; general
implementations of 2F1 do. Near z = 1 it is `euler_integral`; else Gauss' continued fraction, evaluated backwards
(Abramowitz and Stegun 15.2; Wall, "Analytic Theory of Continued Fractions", 1948, §89):
1/(1 - k1 z/(1 - k2 z/(1 - ...))) with k(2m+1) = (b+m)(c+m-1) / ((c+2m-1)(c+2m)) and
k(2m) = m(c-b+m-1) / ((c+2m-2)(c+2m-1)).
"""

from dataclasses import dataclass

import numpy as np

from quen.forecast.euler_integral import euler_integral
from quen.forecast.history import Floats

_DIGITS = 37.0  # -log(1e-16)
_BLOCK = 4096
_SLOW = 0.8


@dataclass(frozen=True)
class Fraction:
    """log F, and its derivatives by b, c and z; arrays of the shape of z."""

    log: Floats
    by_b: Floats
    by_c: Floats
    by_z: Floats


def fraction(b: Floats, c: Floats, z: Floats) -> Fraction:
    """Evaluate F for arrays of one shape. Rows near z = 1 take more steps, so alike rows are done together."""
    order = np.argsort(z)
    found = np.empty((4, len(z)))
    for start in range(0, len(order), _BLOCK):
        rows = order[start : start + _BLOCK]
        work = euler_integral if z[rows[-1]] > _SLOW else _block
        found[:, rows] = work(b[rows], c[rows], z[rows])
    return Fraction(*found)


def _steps(z: float) -> int:
    """How many steps until the rest is below the precision of a float."""
    root = np.sqrt(1 - z)
    return 12 + int(_DIGITS / max(-np.log((1 - root) / (1 + root) + 1e-300), 1e-3))


def _block(b: Floats, c: Floats, z: Floats) -> Floats:
    tail = (1 + np.sqrt(1 - z)) / 2  # what the fraction tends to far out
    by_b, by_c, by_z = np.zeros_like(z), np.zeros_like(z), np.zeros_like(z)
    for step in range(2 * (_steps(float(z.max())) // 2), 0, -1):
        m = step // 2
        if step % 2:
            k = (b + m) * (c + m - 1) / ((c + 2 * m - 1) * (c + 2 * m))
            k_by_b = 1 / (b + m)
            k_by_c = 1 / (c + m - 1) - 1 / (c + 2 * m - 1) - 1 / (c + 2 * m)
        else:
            k = m * (c - b + m - 1) / ((c + 2 * m - 2) * (c + 2 * m - 1))
            k_by_c = 1 / (c - b + m - 1)
            k_by_b = -k_by_c
            k_by_c = k_by_c - 1 / (c + 2 * m - 2) - 1 / (c + 2 * m - 1)
        slope = k / tail
        part = slope * z
        by_b = -part * (k_by_b - by_b / tail)
        by_c = -part * (k_by_c - by_c / tail)
        by_z = -slope * (1 - z * by_z / tail)
        tail = 1 - part
    return np.stack([-np.log(tail), -by_b / tail, -by_c / tail, -by_z / tail])
