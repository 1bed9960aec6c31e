"""Maximum likelihood."""

import numpy as np
import pytest

from quen.forecast import bg_nbd, fitting, mbg_nbd, pareto_nbd
from quen.forecast.errors import DidNotFit
from quen.forecast.fitting import maximise
from quen.forecast.history import Floats, Groups, History


def test_a_sample_shows_the_way_and_everybody_decides(
    cdnow: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = [model.fit(cdnow.groups) for model in (bg_nbd, mbg_nbd, pareto_nbd)]
    monkeypatch.setattr(fitting, "_SAMPLE_ROWS", 200)
    for model, whole in zip((bg_nbd, mbg_nbd, pareto_nbd), fits, strict=True):
        found = model.fit(cdnow.groups)
        assert found.log_likelihood == pytest.approx(whole.log_likelihood, abs=1e-5)
        assert found.parameters == pytest.approx(whole.parameters, rel=1e-3)


def test_nothing_is_given_where_no_likelihood_is_finite(mixed: Groups) -> None:
    def nowhere(rows: Groups) -> fitting.Objective:
        def value(logs: Floats) -> tuple[float, Floats]:
            return float("nan"), np.full(2, float("nan"))

        return value

    with pytest.raises(DidNotFit, match="does not fit"):
        maximise(nowhere, mixed, [(1.0, 1.0)])


def test_clockwork_ends_at_the_bound_and_not_beyond() -> None:
    rows = History(
        np.full(100, 40), np.full(100, 280), np.full(100, 280) + np.arange(100) % 7, np.ones(100)
    ).groups
    found = pareto_nbd.fit(rows)
    assert np.isfinite(found.log_likelihood)
    assert all(0 < value < 9_000 for value in found.parameters.values())
