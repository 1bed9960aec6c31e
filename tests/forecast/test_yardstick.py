"""How far the forecast can be trusted."""

import numpy as np
import pytest

from quen.forecast.history import History, PurchaseDays
from quen.forecast.look_back import measure
from quen.forecast.yardstick import Prediction, judge

ACTUAL = np.array([0, 0, 1, 3])
EVERYBODY_ELSE = {name: Prediction(np.zeros(4), np.zeros(4)) for name in ("rate", "recency", "rfm")}


def test_errors_and_order_of_a_small_shop() -> None:
    foretold = Prediction(np.array([0.5, 0.0, 1.0, 1.0]), np.array([0.4, 0.0, 0.6, 0.5]))
    found = judge({"model": foretold, **EVERYBODY_ELSE}, foretold.ranking, ACTUAL, until=9, horizon_days=30)
    assert [found.actual_purchases, found.returned, found.customers] == [4, 2, 4]
    assert found.model.predicted_purchases == 2.5
    assert found.model.mae == pytest.approx((0.5 + 0 + 0 + 2) / 4)
    assert found.model.rmse == pytest.approx(np.sqrt((0.25 + 4) / 4))
    assert found.model.auc == 1.0
    assert found.judged["rate"].auc == 0.5
    assert sum(tenth.customers for tenth in found.calibration) == 4


def test_a_rule_that_is_surely_better_is_named() -> None:
    chance = np.random.default_rng(1)
    actual = chance.poisson(1.0, 2_000)
    knowing = Prediction(actual + chance.normal(0, 0.2, 2_000), actual + chance.normal(0, 0.2, 2_000))
    guessing = Prediction(np.full(2_000, 1.0), chance.random(2_000))
    others = {"rate": guessing, "recency": knowing, "rfm": guessing}
    found = judge({"model": guessing, **others}, np.full(2_000, 0.6), actual, until=9, horizon_days=30)
    assert [found.best_counts, found.best_ranking] == ["recency", "recency"]


def test_a_rule_that_is_better_by_luck_is_not() -> None:
    chance = np.random.default_rng(2)
    actual = chance.poisson(1.0, 300)
    model, lucky = (Prediction(np.full(300, mean), chance.random(300)) for mean in (1.02, 1.0))
    others = dict.fromkeys(("rate", "recency", "rfm"), lucky)
    found = judge({"model": model, **others}, np.full(300, 0.6), actual, until=9, horizon_days=30)
    assert [found.best_counts, found.best_ranking] == ["model", "model"]


def test_where_nobody_returned_there_is_no_order() -> None:
    nothing = Prediction(np.zeros(4), np.zeros(4))
    found = judge(
        {"model": nothing, **EVERYBODY_ELSE}, np.zeros(4), np.zeros(4, np.int64), until=9, horizon_days=30
    )
    assert found.model.auc is None
    assert [found.best_counts, found.best_ranking] == ["model", "model"]


def test_the_naive_rate_goes_on_as_before() -> None:
    days = PurchaseDays(np.array([0, 0, 0, 1]), np.array([0, 10, 20, 5]), np.ones(4))
    known = days.history(until=20)
    found = measure(
        np.zeros(2), np.zeros(2), days, known.history, np.array([1, 0]), until=20, horizon_days=10
    )  # fmt: skip
    assert isinstance(known.history, History)
    assert found.judged["rate"].predicted_purchases == pytest.approx(2 / 20 * 10)
    assert found.judged["rate"].mae == 0.0
