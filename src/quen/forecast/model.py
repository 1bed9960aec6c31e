"""What the three customer models have in common."""

from typing import Protocol

import numpy as np

from quen.forecast import bg_nbd, mbg_nbd, pareto_nbd
from quen.forecast.history import Floats, Groups, Standings


class Model(Protocol):
    """A fitted model of how often customers come and when they stop. Times are in the unit it was fitted in."""

    @property
    def name(self) -> str: ...

    @property
    def r(self) -> float: ...

    @property
    def alpha(self) -> float: ...

    @property
    def parameters(self) -> dict[str, float]: ...

    @property
    def log_likelihood(self) -> float: ...

    def log_likelihoods(self, groups: Groups) -> Floats: ...

    def p_active(self, groups: Groups) -> Floats: ...

    def expected_if_active(self, frequency: Floats, age: Floats, horizon: float) -> Floats: ...

    def exposures(self, age: Floats, horizon: float) -> tuple[Floats, Floats]: ...

    def stays(self, frequency: Floats, most: int) -> Floats: ...


NAMES = (pareto_nbd.NAME, bg_nbd.NAME, mbg_nbd.NAME)
TELL_LEAVING = (pareto_nbd.NAME, mbg_nbd.NAME)
"""The models that may say who is leaving: plain BG/NBD calls everybody of one purchase active."""


def expected_days(model: Model, standings: Standings, *, horizon_days: float, unit: int) -> Floats:
    """Expected purchase days of who is active: not more than there are days. The models do not know that two
    purchases of one day are one."""
    expected = model.expected_if_active(standings.frequency, standings.age, horizon_days / unit)
    return np.minimum(expected, horizon_days)


def fit_all(groups: Groups) -> dict[str, Model]:
    """Every model fitted to the same customers, by name. Raises DidNotFit."""
    return {
        pareto_nbd.NAME: pareto_nbd.fit(groups),
        bg_nbd.NAME: bg_nbd.fit(groups),
        mbg_nbd.NAME: mbg_nbd.fit(groups),
    }
