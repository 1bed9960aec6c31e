"""Arms of the size they were meant to have."""

import numpy as np
import pytest
from scipy import stats

from quen.measures.uplift.sample_ratio import sample_ratio


def test_the_example_of_the_book() -> None:
    # Kohavi, Tang and Xu (2020), chapters 3 and 21: 821,588 and 815,482 users, p = 1.8E-6.
    found = sample_ratio([821_588, 815_482])
    assert found.p_value == pytest.approx(1.8e-6, abs=0.05e-6)
    assert not found.is_ok


def test_the_split_may_be_any_numbers_in_its_ratio() -> None:
    for split in ([20, 40, 40], [1, 2, 2], [0.2, 0.4, 0.4]):
        found = sample_ratio([210, 395, 395], split)
        assert found.expected == pytest.approx((200, 400, 400))
        assert found.p_value == pytest.approx(stats.chi2.sf(0.625, 2))  # 100/200 + 25/400 + 25/400
        assert found.is_ok
    assert not sample_ratio([210, 395, 395]).is_ok


def test_losing_one_in_twelve_of_an_arm_is_seen_and_chance_is_not_blamed() -> None:
    chance = np.random.default_rng(12)
    halves = chance.binomial(10_000, 0.5, 2_000)
    alarms = [not sample_ratio([n, 10_000 - n]).is_ok for n in halves]
    assert np.mean(alarms) < 0.003
    lost = [not sample_ratio([chance.binomial(n, 11 / 12), 10_000 - n]).is_ok for n in halves]
    assert np.mean(lost) > 0.8


def test_nobody_at_all_is_no_mismatch() -> None:
    assert sample_ratio([0, 0]).is_ok
