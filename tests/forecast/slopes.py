"""Gradients the slow way."""

import numpy as np

from quen.forecast.fitting import Objective
from quen.forecast.history import Floats


def by_small_steps(climb: Objective, logs: Floats, step: float = 1e-5) -> Floats:
    """Central differences."""
    return np.array(
        [(climb(logs + each)[0] - climb(logs - each)[0]) / (2 * step) for each in step * np.eye(len(logs))]
    )
