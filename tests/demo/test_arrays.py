"""The small array tools the simulation stands on."""

import numpy as np

from quen.demo.arrays import pick, pick_by_row, positions_in_group


def test_positions_start_anew_in_every_group() -> None:
    assert positions_in_group(np.array([3, 3, 3, 5, 9, 9])).tolist() == [0, 1, 2, 0, 0, 1]
    assert positions_in_group(np.array([], dtype=np.int64)).tolist() == []


def test_a_chance_picks_by_weight_and_never_what_weighs_nothing() -> None:
    cumulative = np.cumsum([0.0, 1.0, 0.0, 3.0])
    assert pick(cumulative, np.array([0.0, 0.2499, 0.25, 0.9999])).tolist() == [1, 1, 3, 3]


def test_each_row_has_its_own_weights() -> None:
    weights = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
    assert pick_by_row(weights, np.array([0.5, 0.0, 0.0])).tolist() == [1, 2, 1]
