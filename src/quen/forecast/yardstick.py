"""How far the forecast can be trusted: trained up to a day, judged by what came after, beside the naive rules."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from quen.forecast import rules
from quen.forecast.auc import auc, auc_lead
from quen.forecast.history import Bools, Floats, History, Ints, PurchaseDays
from quen.forecast.rules import Cells, learn

MODEL = "model"
_TENTHS = 10
_SURE = 2.0  # standard errors a naive rule must lead by
_LEAST_LEARNED_FROM = 50


@dataclass(frozen=True)
class Prediction:
    """What somebody foretold, a place per customer: purchases, and a ranking by chance to return."""

    purchases: Floats
    ranking: Floats


@dataclass(frozen=True)
class Judged:
    """Errors per customer, total foretold, and AUC of "returns within the horizon" (None where it is undefined)."""

    predicted_purchases: float
    mae: float
    rmse: float
    auc: float | None


@dataclass(frozen=True)
class Tenth:
    """Customers of like chances: what was foretold of them, and what came."""

    customers: int
    predicted_return: float
    actual_return: float
    predicted_purchases: float
    actual_purchases: float


@dataclass(frozen=True)
class Yardstick:
    """Trained to the day `until`, judged over the `horizon_days` after it.

    `judged` holds the model and every naive rule; `best_counts` and `best_ranking` name who is to be believed: the
    model, unless a rule is better by more than two standard errors (of squared error, of AUC).
    """

    until: int
    horizon_days: int
    customers: int
    actual_purchases: int
    returned: int
    judged: Mapping[str, Judged]
    calibration: tuple[Tenth, ...]
    best_counts: str
    best_ranking: str

    @property
    def model(self) -> Judged:
        """The model's own marks."""
        return self.judged[MODEL]


def naive_rules(days: PurchaseDays, *, until: int, horizon_days: int) -> dict[str, Cells]:
    """What the naive rules learn from the horizon before `until`, or from half the past where that is shorter.

    Empty where hardly anybody was known before.
    """
    window = min(horizon_days, (until - int(days.day.min(initial=until))) // 2)
    known = days.history(until=until - window)
    if window < 1 or len(known.who) < _LEAST_LEARNED_FROM:
        return {}
    bought = days.purchases_of(known.who, after=until - window, until=until)
    return {name: learn(name, known.history, bought, times=horizon_days / window) for name in rules.NAMES}


def naive_predictions(
    history: History, learned: Mapping[str, Cells], *, horizon_days: int
) -> dict[str, Prediction]:
    """What each naive rule says of the next horizon; a rule that has learned nothing expects what the rate does."""
    by_rate = rules.purchase_rate(history) * horizon_days
    return {
        name: Prediction(
            by_rate if name == rules.RATE or name not in learned else learned[name].expected(history),
            rules.ranking(name, history, learned.get(name)),
        )
        for name in rules.NAMES
    }


def judge(
    predictions: Mapping[str, Prediction], returns: Floats, actual: Ints, *, until: int, horizon_days: int
) -> Yardstick:
    """Hold the predictions (the model's under `MODEL`, with its chances of `returns`) against the actual purchases."""
    returned = actual > 0
    return Yardstick(
        until=until,
        horizon_days=horizon_days,
        customers=len(actual),
        actual_purchases=int(actual.sum()),
        returned=int(returned.sum()),
        judged={name: _judged(each, actual, returned) for name, each in predictions.items()},
        calibration=_calibration(predictions[MODEL].purchases, returns, actual),
        best_counts=_best_counts(predictions, actual),
        best_ranking=_best_ranking(predictions, returned),
    )


def _judged(prediction: Prediction, actual: Ints, returned: Bools) -> Judged:
    error = prediction.purchases - actual
    return Judged(
        predicted_purchases=float(prediction.purchases.sum()),
        mae=float(np.abs(error).mean()),
        rmse=float(np.sqrt((error**2).mean())),
        auc=auc(prediction.ranking, returned),
    )


def _best_counts(predictions: Mapping[str, Prediction], actual: Ints) -> str:
    """An expectation is judged by squared error: absolute error is least for who foretells the median, mostly 0."""
    best, of_model = MODEL, (predictions[MODEL].purchases - actual) ** 2
    least = float(of_model.mean())
    for name in rules.NAMES:
        lead = of_model - (predictions[name].purchases - actual) ** 2
        is_sure = lead.mean() > _SURE * lead.std() / np.sqrt(len(actual))
        if is_sure and of_model.mean() - lead.mean() < least:
            best, least = name, float(of_model.mean() - lead.mean())
    return best


def _best_ranking(predictions: Mapping[str, Prediction], returned: Bools) -> str:
    if min(returned.sum(), (~returned).sum()) < 2:
        return MODEL
    best, most = MODEL, 0.0
    for name in rules.NAMES:
        lead, error = auc_lead(predictions[name].ranking, predictions[MODEL].ranking, returned)
        if lead > _SURE * error and lead > most:
            best, most = name, lead
    return best


def _calibration(purchases: Floats, chances: Floats, actual: Ints) -> tuple[Tenth, ...]:
    cuts = np.unique(np.quantile(chances, np.arange(1, _TENTHS) / _TENTHS))
    tenth = np.searchsorted(cuts, chances, side="right")
    return tuple(
        Tenth(
            customers=int(which.sum()),
            predicted_return=float(chances[which].mean()),
            actual_return=float((actual[which] > 0).mean()),
            predicted_purchases=float(purchases[which].mean()),
            actual_purchases=float(actual[which].mean()),
        )
        for which in (tenth == place for place in range(len(cuts) + 1))
        if which.any()
    )
