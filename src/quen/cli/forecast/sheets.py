"""The tables of the forecast."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from quen.cli.forecast.findings import MODEL_NAMES, RULE_NAMES, major
from quen.cli.forecast.found import Found
from quen.cli.report.sheet import Column, Sheet
from quen.cli.report.words import NOTHING, Words
from quen.forecast.yardstick import Yardstick
from quen.kernel.sentences import Sentence, gettext_noop

_SHOWN = 10
_LEAST_OVERDUE = 0.95
_LEAST_VISITS = 3


def all_of(found: Found, names: list[str], words: Words) -> Iterator[Sheet]:
    """Whom to look after, how far to trust it, and the models."""
    yield _overdue(found, names, words)
    yardstick = found.holdout or found.chosen.past
    if yardstick:
        yield _rules(yardstick, words)
        yield _calibration(yardstick, words)
    yield _models(found, words)


def _overdue(found: Found, names: list[str], words: Words) -> Sheet:
    t, history, forecast = words.translate, found.history, found.forecast
    is_known = found.chosen.spending is not None
    value = forecast.outlook.spend if is_known else forecast.outlook.purchases
    unusual = (forecast.overdue >= _LEAST_OVERDUE) & (history.frequency + 1 >= _LEAST_VISITS)
    places = np.flatnonzero(unusual)
    places = places[np.argsort(-value[places], kind="stable")][:_SHOWN]
    return Sheet(
        "overdue",
        t(gettext_noop("Regulars whose silence is unusual for them, by what they may still bring")),
        (
            Column(t(gettext_noop("Customer")), is_number=False),
            Column(t(gettext_noop("Days with a purchase"))),
            Column(t(gettext_noop("Last visit"))),
            Column(t(gettext_noop("Still a customer"))),
            Column(t(gettext_noop("Overdue"))),
            Column(t(gettext_noop("Expected spending") if is_known else gettext_noop("Expected purchases"))),
        ),
        tuple(
            (
                names[found.who[place]],
                words.count(int(history.frequency[place]) + 1),
                words.day(
                    found.until - timedelta(days=int(history.age_days[place] - history.recency_days[place]))
                ),
                words.percent(100 * float(forecast.p_active[place])),
                words.percent(100 * float(forecast.overdue[place])),
                major(float(value[place]), found.currency, words)
                if is_known
                else words.decimal(float(value[place]), 2),
            )
            for place in places
        ),
        t(
            gettext_noop(
                "Overdue: the share of this customer's own gaps that would have been shorter than this silence."
            )
        ),
    )


def _rules(yardstick: Yardstick, words: Words) -> Sheet:
    t = words.translate
    title = Sentence(
        gettext_noop("The model beside naive rules; %(actual)s purchases came"),
        {"actual": words.count(yardstick.actual_purchases)},
    )
    return Sheet(
        "rules",
        title.render(t),
        (
            Column("", is_number=False),
            Column(t(gettext_noop("Expected purchases"))),
            Column(t(gettext_noop("Mean error per customer"))),
            Column(t(gettext_noop("Right order of who returns"))),
        ),
        tuple(
            (
                t(RULE_NAMES[name]),
                words.count(round(judged.predicted_purchases)),
                words.decimal(judged.mae, 3),
                NOTHING if judged.auc is None else words.percent(100 * judged.auc),
            )
            for name, judged in yardstick.judged.items()
        ),
        t(gettext_noop("Right order: 50% is tossing a coin, 100% is knowing (area under the ROC curve).")),
    )


def _calibration(yardstick: Yardstick, words: Words) -> Sheet:
    t = words.translate
    return Sheet(
        "calibration",
        t(gettext_noop("Foretold chance to return, and how many did")),
        (
            Column(t(gettext_noop("Customers"))),
            Column(t(gettext_noop("Foretold"))),
            Column(t(gettext_noop("Did return"))),
            Column(t(gettext_noop("Purchases foretold"))),
            Column(t(gettext_noop("Purchases made"))),
        ),
        tuple(
            (
                words.count(tenth.customers),
                words.percent(100 * tenth.predicted_return),
                words.percent(100 * tenth.actual_return),
                words.decimal(tenth.predicted_purchases, 2),
                words.decimal(tenth.actual_purchases, 2),
            )
            for tenth in yardstick.calibration
        ),
        t(gettext_noop("Tenths of the customers by their foretold chance; purchases per customer.")),
    )


def _models(found: Found, words: Words) -> Sheet:
    t, chosen = words.translate, found.chosen
    rows = [
        (
            MODEL_NAMES[name] + (" ✓" if name == chosen.model.name else ""),
            _written(model.parameters, words),
            words.decimal(model.log_likelihood, 2),
            words.decimal(chosen.held_out.get(name), 2),
        )
        for name, model in chosen.models.items()
    ]
    if spending := chosen.spending:
        likelihood = words.decimal(spending.log_likelihood, 2)
        rows.append(("Gamma-Gamma", _written(spending.parameters, words), likelihood, NOTHING))
    return Sheet(
        "models",
        t(gettext_noop("The models fitted to these sales")),
        (
            Column("", is_number=False),
            Column(t(gettext_noop("Parameters")), is_number=False),
            Column(t(gettext_noop("Log-likelihood"))),
            Column(t(gettext_noop("On the past it had not seen"))),
        ),
        tuple(rows),
        t(gettext_noop("The higher the likelihood, the better; the one on the unseen past decides.")),
    )


def _written(parameters: dict[str, float], words: Words) -> str:
    return "  ".join(f"{name} {words.decimal(value, 3)}" for name, value in parameters.items())
