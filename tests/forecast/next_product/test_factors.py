"""Implicit feedback by alternating least squares."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from quen.forecast.next_product import factors
from quen.forecast.next_product.factors import CONFIDENCE, DRAWN_TO_NOTHING, Factors
from tests.forecast.next_product.a_shop import known, two_kinds


def test_a_customers_place_solves_the_papers_normal_equations() -> None:
    """x = (Y'Y + Y'(C - I)Y + drawn I)^-1 Y'Cp, written out densely (Hu, Koren and Volinsky 2008, equation 4)."""
    luck = np.random.default_rng(1)
    products = luck.normal(size=(6, 3)).astype(np.float32)
    times = np.array([[0, 2, 0, 1, 0, 5], [3, 0, 0, 0, 0, 0]], np.float32)
    expected = []
    for row in times:
        surely = np.diag(1 + CONFIDENCE * np.log1p(row))
        left = products.T @ surely @ products + DRAWN_TO_NOTHING * np.eye(3)
        expected.append(products @ np.linalg.solve(left, products.T @ surely @ (row > 0)))
    found = Factors(products).scores(csr_array(times))
    assert found == pytest.approx(np.maximum(expected, 0), abs=1e-5)


def test_every_run_learns_the_same() -> None:
    shelf = known(*two_kinds(200))
    assert (Factors.of(shelf).products == Factors.of(shelf).products).all()


def test_of_very_many_customers_some_are_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = known(*two_kinds(400))
    monkeypatch.setattr(factors, "LEARNT_FROM", 100)
    scores = Factors.of(shelf).scores(shelf.times)
    own = scores[0, :20].mean(), scores[1, 20:].mean()
    others = scores[0, 20:].mean(), scores[1, :20].mean()
    assert min(own) > 1.3 * max(others)
