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


def test_clockwork_is_not_climbed_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weekly visits on nearly the same days: the top is a ridge along the bounds, once looked at 1,000 times a climb."""
    looks, count = [0], fitting._climb

    def counted(objective: fitting.Objective, *rest: object) -> fitting.Maximum:
        def looked(logs: Floats) -> tuple[float, Floats]:
            looks[0] += 1
            return objective(logs)

        return count(looked, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(fitting, "_climb", counted)
    ages = 210 + np.arange(100) % 3
    rows = History(np.full(100, 29), 203 + np.arange(100) % 3, ages, np.ones(100)).groups
    for model in (pareto_nbd, bg_nbd, mbg_nbd):
        looks[0] = 0
        assert np.isfinite(model.fit(rows).log_likelihood)
        assert looks[0] < 1_000


def test_clockwork_ends_at_the_bound_and_not_beyond() -> None:
    rows = History(
        np.full(100, 40), np.full(100, 280), np.full(100, 280) + np.arange(100) % 7, np.ones(100)
    ).groups
    found = pareto_nbd.fit(rows)
    assert np.isfinite(found.log_likelihood)
    assert all(0 < value < 9_000 for value in found.parameters.values())
