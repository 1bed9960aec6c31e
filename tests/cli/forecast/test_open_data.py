"""Two real shops, judged by what came: a gift wholesaler before Christmas and a grocer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Answer = Callable[..., dict[str, Any]]
NAIVE = ("rate", "recency", "rfm")


def of_all(found: dict[str, Any], mark: str) -> list[float]:
    """A mark of the naive rules."""
    return [found["holdout"]["judged"][name][mark] for name in NAIVE]


def test_the_grocers_households_come_as_often_as_expected(answer: Answer, shared_data: Path) -> None:
    file = shared_data / "complete_journey" / "transactions_weeks_1_26.parquet"
    found = answer(file, "--until", "2017-05-15")
    holdout = found["holdout"]
    assert (holdout["customers"], holdout["actual_purchases"]) == (2_350, 14_414)
    assert holdout["predicted_purchases"] == pytest.approx(14_414, rel=0.03)
    assert holdout["auc_returns"] > max(of_all(found, "auc"))
    assert holdout["judged"]["model"]["rmse"] < min(of_all(found, "rmse"))
    for tenth in holdout["calibration"]:
        assert tenth["predicted_return"] == pytest.approx(tenth["actual_return"], abs=0.12)


def test_the_wholesalers_autumn_is_busier_than_any_model_knows_but_it_knows_who_comes(
    answer: Answer, shared_data: Path
) -> None:
    found = answer(shared_data / "uci_online_retail", "--until", "2011-09-09")
    holdout = found["holdout"]
    assert (holdout["customers"], holdout["actual_purchases"]) == (3_370, 4_483)
    # Nine months do not show a season: what came is a third more than all expected but RFM.
    assert 0.7 * 4_483 < holdout["predicted_purchases"] < 0.85 * 4_483
    assert holdout["auc_returns"] > max(of_all(found, "auc"))
    assert holdout["judged"]["model"]["rmse"] < min(of_all(found, "rmse"))
    assert found["regularity"] > 1.5
