"""The area under the ROC curve."""

import numpy as np
import pytest

from quen.forecast.auc import auc, auc_lead

IS_BACK = np.array([True, True, False, False])


def test_one_who_knows_and_one_who_tosses_a_coin() -> None:
    assert auc(np.array([4.0, 3.0, 2.0, 1.0]), IS_BACK) == 1.0
    assert auc(np.array([1.0, 2.0, 3.0, 4.0]), IS_BACK) == 0.0
    assert auc(np.array([1.0, 1.0, 1.0, 1.0]), IS_BACK) == 0.5
    assert auc(np.array([3.0, 1.0, 2.0, 0.0]), IS_BACK) == 0.75


def test_without_both_kinds_there_is_none() -> None:
    assert auc(np.ones(3), np.array([True] * 3)) is None
    assert auc(np.ones(3), np.array([False] * 3)) is None


def test_the_lead_is_the_difference_and_its_error_that_of_repeated_draws() -> None:
    chance, leads, errors = np.random.default_rng(3), [], []
    for _ in range(300):
        is_back = chance.random(400) < 0.3
        sharp = is_back + chance.normal(0, 1.0, 400)
        blunt = is_back + chance.normal(0, 2.0, 400)
        lead, error = auc_lead(sharp, blunt, is_back)
        expected = (auc(sharp, is_back) or 0) - (auc(blunt, is_back) or 0)
        assert lead == pytest.approx(expected)
        leads.append(lead)
        errors.append(error)
    assert np.std(leads) == pytest.approx(np.mean(errors), rel=0.15)
