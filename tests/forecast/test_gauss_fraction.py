"""2F1(1, b; c; z) where others overflow."""

import numpy as np
import pytest
from scipy import integrate, special

from quen.forecast.gauss_fraction import fraction


@pytest.mark.parametrize(
    ("b", "c", "z"), [(0.5, 2.0, 0.3), (3.0, 3.5, 0.9), (1.0, 40.0, 0.99), (0.01, 0.6, 0.0)]
)
def test_it_is_the_hypergeometric_function(b: float, c: float, z: float) -> None:
    found = fraction(np.array([b]), np.array([c]), np.array([z]))
    assert found.log[0] == pytest.approx(np.log(special.hyp2f1(1, b, c, z)), rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("z", [0.05, 0.9, 0.9999])
@pytest.mark.parametrize("x", [0, 3, 300, 5_000])
def test_it_is_eulers_integral_for_customers_of_any_frequency(x: int, z: float) -> None:
    b, c = x + 0.5, x + 2.1
    found = fraction(np.array([b]), np.array([c]), np.array([z])).log[0]
    scale = 1 / max(c - 1 - b * z, 1.0)
    value, _ = integrate.quad(
        lambda y: (c - 1) * scale * np.exp(-(c - 1) * y * scale - b * np.log1p(-z + z * np.exp(-y * scale))),
        0, np.inf, limit=500, epsabs=0, epsrel=1e-11,
    )  # fmt: skip
    assert found == pytest.approx(np.log(value), rel=1e-8)


def test_its_derivatives_are_those_of_small_steps() -> None:
    b, c, z = np.array([0.7, 40.0, 2.0]), np.array([2.2, 41.0, 9.0]), np.array([0.9, 0.99, 1e-6])
    found, step = fraction(b, c, z), 1e-7
    for slope, near in (
        (found.by_b, (fraction(b + step, c, z), fraction(b - step, c, z))),
        (found.by_c, (fraction(b, c + step, z), fraction(b, c - step, z))),
        (found.by_z, (fraction(b, c, z + step), fraction(b, c, z - step))),
    ):
        assert slope == pytest.approx((near[0].log - near[1].log) / (2 * step), rel=1e-5, abs=5e-8)
