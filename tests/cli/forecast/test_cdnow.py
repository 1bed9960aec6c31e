"""The published figures, from the published file, through the command."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.forecast.conftest import CDNOW

Answer = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def found(answer: Answer, cdnow_file: Path) -> dict[str, Any]:
    return answer(cdnow_file, *CDNOW, "--currency", "USD", "--until", "1997-09-30", "--unit", "week")


def test_the_models_as_published(found: dict[str, Any]) -> None:
    models = found["models"]
    assert found["customers"] == 2_357
    assert models["bg_nbd"]["parameters"] == pytest.approx(
        {"r": 0.2426, "alpha": 4.4136, "a": 0.7929, "b": 2.4259}, abs=5e-5
    )
    assert models["mbg_nbd"]["parameters"] == pytest.approx(
        {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}, abs=5e-4
    )
    assert models["pareto_nbd"]["parameters"] == pytest.approx(
        {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}, abs=5e-4
    )
    assert [round(models[name]["log_likelihood"], 2) for name in ("bg_nbd", "mbg_nbd", "pareto_nbd")] == [
        -9582.43, -9582.14, -9594.98,
    ]  # fmt: skip
    spending = found["gamma_gamma"]
    assert [round(spending[name], 2) for name in "pqv"] == [6.25, 3.74, 15.44]
    assert spending["customers"] == 946


def test_the_chosen_model_speaks(found: dict[str, Any]) -> None:
    chosen = found["models"][found["model"]]
    assert found["parameters"] == chosen["parameters"]
    assert found["log_likelihood"] == chosen["log_likelihood"]
    assert found["leaving_model"] in ("pareto_nbd", "mbg_nbd")
    assert max(found["models"].values(), key=lambda model: model["held_out_log_likelihood"]) == chosen


def test_the_thirty_nine_weeks_after_are_the_judge(found: dict[str, Any]) -> None:
    holdout = found["holdout"]
    assert found["horizon_days"] == holdout["horizon_days"] == 273
    assert holdout["actual_purchases"] == 1_882
    assert holdout["predicted_purchases"] == pytest.approx(found["expected_purchases_total"])
    assert holdout["predicted_purchases"] == pytest.approx(1_882, rel=0.2)
    assert holdout["mae"] < holdout["mae_naive_rate"]
    assert holdout["auc_returns"] > 0.75
    assert 0.5 < holdout["auc_recency"] < 1
    assert sum(tenth["customers"] for tenth in holdout["calibration"]) == 2_357


def test_a_day_is_a_seventh_of_a_week(answer: Answer, cdnow_file: Path, found: dict[str, Any]) -> None:
    by_day = answer(cdnow_file, *CDNOW, "--until", "1997-09-30", "--unit", "day", "--model", "bg_nbd")
    weekly, daily = (each["models"]["bg_nbd"]["parameters"] for each in (found, by_day))
    assert daily["r"] == pytest.approx(weekly["r"], rel=1e-4)
    assert daily["alpha"] == pytest.approx(7 * weekly["alpha"], rel=1e-4)
    assert by_day["model"] == by_day["leaving_model"] == "bg_nbd"
