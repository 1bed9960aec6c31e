"""Several arms held against one control."""

import numpy as np
import pytest

from quen.measures.uplift.holm import holm
from quen.measures.uplift.judge import judge
from quen.measures.uplift.states import State


def test_corrected_as_r_does() -> None:
    # p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")
    assert holm([0.04, 0.01, 0.05, 0.02, 0.03]) == pytest.approx([0.09, 0.05, 0.09, 0.08, 0.09])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([0.03]) == [0.03]
    assert holm([]) == []


def test_five_arms_that_do_nothing_rarely_make_one_look_good() -> None:
    chance = np.random.default_rng(13)
    times, false = 600, 0
    for _ in range(times):
        verdicts = judge(chance.integers(0, 6, 1_200), chance.normal(size=1_200), arms=6)
        false += any(verdict.state is State.DIFFERENCE for verdict in verdicts)
        assert all(verdict.p_corrected >= verdict.found.p_value for verdict in verdicts if verdict.found)  # type: ignore[operator]
    assert false / times < 0.07
