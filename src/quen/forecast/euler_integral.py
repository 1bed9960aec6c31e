"""2F1(1, b; c; z) near z = 1, where its continued fraction takes thousands of steps: Euler's integral by Gauss' nodes.

F = (c - 1) · integral from 0 to infinity of exp(-(c - 1) y) (1 - z + z exp(-y))^-b dy. The integrand's logarithm is
concave, so its end is found by Newton's steps from the right; the nodes lie closer together near 0, where it bends.
"""

import numpy as np

from quen.forecast.history import Floats

_MANY, _FEW = 64, 32  # the integrand of customers who came again falls at once: half the nodes do
_NODES = {nodes: np.polynomial.legendre.leggauss(nodes) for nodes in (_MANY, _FEW)}
_FALLS = 2.0
_DROP = 38.0  # the integrand is cut where it is e^-38 of its start
_WIDE = 12.0


def euler_integral(b: Floats, c: Floats, z: Floats) -> Floats:
    """log F and its derivatives by b, c and z, a row each."""
    found = np.empty((4, len(z)))
    bends = np.minimum(c - 1, c - b + 1) < _FALLS
    for rows, nodes in ((bends, _MANY), (~bends, _FEW)):
        found[:, rows] = _integral(b[rows], c[rows], z[rows], nodes)
    return found


def _integral(b: Floats, c: Floats, z: Floats, nodes: int) -> Floats:
    unit, weights = _NODES[nodes]
    end, rate = _end(b, c, z), (c - 1)[:, None]
    bend = np.log1p(end / _WIDE)[:, None]
    stretched, scale = np.exp(bend * (1 + unit) / 2), end[:, None] / np.expm1(bend)
    y = scale * (stretched - 1)
    decay = np.exp(-y)
    rest = (1 - z)[:, None] + z[:, None] * decay
    log_rest = np.log(rest)
    logs = -rate * y - b[:, None] * log_rest
    top = logs.max(axis=1, keepdims=True)
    mass = np.exp(logs - top) * (scale * bend * stretched) * (weights / 2)
    whole = mass.sum(axis=1)
    share = mass / whole[:, None]
    return np.stack(
        [
            np.log(c - 1) + top[:, 0] + np.log(whole),
            -(share * log_rest).sum(axis=1),
            1 / (c - 1) - (share * y).sum(axis=1),
            b * (share * (1 - decay) / rest).sum(axis=1),
        ]
    )


def _end(b: Floats, c: Floats, z: Floats) -> Floats:
    """Where the integrand has fallen by e^-`_DROP`; from a place to the right of it, so that no step goes too far."""
    end = (_DROP - b * np.log1p(-z)) / (c - 1)
    for _ in range(6):
        decay = np.exp(-end)
        rest = 1 - z + z * decay
        fall = -(c - 1) * end - b * np.log(rest) + _DROP
        slope = -(c - 1) + b * z * decay / rest
        end = end - fall / np.minimum(slope, -1e-12)
    return end
