"""The shop's own past as a test: models trained up to a day, judged by what the same customers did after it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from quen.forecast.counts import counts_if_active
from quen.forecast.history import Bools, Floats, History, Ints, PurchaseDays, Unit
from quen.forecast.model import Model, expected_days, fit_all
from quen.forecast.yardstick import MODEL, Prediction, Yardstick, judge, naive_predictions, naive_rules


@dataclass(frozen=True)
class Foretold:
    """One model's chances of any purchase in the `horizon_days` after the day `until`, and whether there was any.

    `who` holds the customers' numbers, ascending.
    """

    until: int
    horizon_days: int
    who: Ints
    returns: Floats
    came: Bools


@dataclass(frozen=True)
class LookBack:
    """Models trained to the day `until`, and its customers with what they bought in the `horizon_days` after.

    held_out: by model, the log-likelihood of what these customers did after, given what they had done before: the
    likelihood of all of it over that of the first part.
    """

    days: PurchaseDays
    until: int
    horizon_days: int
    who: Ints
    history: History
    actual: Ints
    models: Mapping[str, Model]
    held_out: Mapping[str, float]

    def yardstick(self, name: str) -> Yardstick:
        """The marks of one model, beside the naive rules."""
        purchases, returns = foretell(self.models[name], self.history, horizon_days=self.horizon_days)
        return measure(
            purchases, returns, self.days, self.history, self.actual, until=self.until, horizon_days=self.horizon_days
        )  # fmt: skip

    def foretold(self, name: str) -> Foretold:
        """What one model said of each customer, and what came."""
        _purchases, returns = foretell(self.models[name], self.history, horizon_days=self.horizon_days)
        return Foretold(self.until, self.horizon_days, self.who, returns, self.actual > 0)


def look_back(days: PurchaseDays, *, until: int, horizon_days: int, unit: Unit) -> LookBack:
    """Train on the time before the last `horizon_days` up to `until`. Raises DidNotFit."""
    split = until - horizon_days
    known, after = days.history(until=split, unit=unit), days.history(until=until, unit=unit)
    same = after.history.select(np.searchsorted(after.who, known.who))
    models = fit_all(known.history.groups)
    return LookBack(
        days=days,
        until=split,
        horizon_days=horizon_days,
        who=known.who,
        history=known.history,
        actual=days.purchases_of(known.who, after=split, until=until),
        models=models,
        held_out={
            name: _log_likelihood(model, same) - _log_likelihood(model, known.history)
            for name, model in models.items()
        },
    )


def measure(
    purchases: Floats,
    returns: Floats,
    days: PurchaseDays,
    history: History,
    actual: Ints,
    *,
    until: int,
    horizon_days: int,
) -> Yardstick:
    """Judge a forecast made at the end of `until` by what came in the `horizon_days` after, the naive rules beside it.

    The `purchases` it expected and its chances of any (`returns`) have a place per customer, as have `history` and
    `actual`.
    """
    learned = naive_rules(days, until=until, horizon_days=horizon_days)
    predictions = {
        MODEL: Prediction(purchases, returns),
        **naive_predictions(history, learned, horizon_days=horizon_days),
    }
    return judge(predictions, returns, actual, until=until, horizon_days=horizon_days)


def foretell(model: Model, history: History, *, horizon_days: int) -> tuple[Floats, Floats]:
    """Expected purchases, and chance of any, within the horizon."""
    groups = history.groups
    standings, horizon = groups.standings, horizon_days / history.unit
    counts, active = (
        counts_if_active(model, standings.frequency, standings.age, horizon),
        model.p_active(groups),
    )
    expected = expected_days(model, standings, horizon_days=horizon_days, unit=history.unit)
    return (
        (active * expected[standings.places])[groups.of_customer],
        (active * counts.at_least_one[standings.places])[groups.of_customer],
    )


def _log_likelihood(model: Model, history: History) -> float:
    return float(history.groups.customers @ model.log_likelihoods(history.groups))
