"""The forecast beside naive rules on the shop's own past: calibration, order, error, each with its finding."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import COUNT, PERCENT, Bars, Series
from quen.console.reports.page import Facts, Section
from quen.console.reports.table import Column, Kind, Mark, Row, Table
from quen.console.templatetags.written import number, percent

MODEL_NAMES = {"pareto_nbd": "Pareto/NBD", "bg_nbd": "BG/NBD", "mbg_nbd": "MBG/NBD"}
_NAMES: dict[str, str | Promise] = {
    "model": gettext_lazy("The model"),
    "rate": gettext_lazy("Purchase rate so far"),
    "recency": gettext_lazy("Last visit"),
    "rfm": gettext_lazy("RFM"),
}
_FEW = 30


def which_is_used(found: Facts) -> str:
    """Which model or rule speaks, and why: one or two sentences."""
    model, leaving = MODEL_NAMES[found["model"]], MODEL_NAMES[found["leaving_model"]]
    words = [_model_words(found["past"], model)]
    if model != leaving:
        words.append(
            _(
                "%(leaving)s says who has left, because %(model)s calls everybody who bought once a customer for ever."
            )
            % {"leaving": leaving, "model": model}
        )
    if found["counts_by"] != "model":
        words.append(
            _("How many purchases to expect is said by “%(rule)s”: it was closer in your own past.")
            % {"rule": _NAMES[found["counts_by"]]}
        )
    if found["ranking_by"] != "model":
        words.append(
            _("The chance to return is said by “%(rule)s”: it told better in your own past.")
            % {"rule": _NAMES[found["ranking_by"]]}
        )
    return " ".join(words)


def _model_words(past: Facts | None, model: str) -> str:
    if past is None:
        return _(
            "%(model)s is used: your past is too short to try it out on a part of it, so take it with care."
        ) % {"model": model}
    if past["best_counts"] == past["best_ranking"] == "model":
        return _("%(model)s is used: it foretold your own past best, and no simple rule was better.") % {
            "model": model
        }
    return _("Of the models %(model)s foretold your own past best.") % {"model": model}


def sections(past: Facts) -> list[Section]:
    """The yardstick in three charts."""
    return [_calibration(past), *_order(past), _error(past)]


def _calibration(past: Facts) -> Section:
    tenths = past["calibration"]
    foretold = [100 * tenth["predicted_return"] for tenth in tenths]
    came = [100 * tenth["actual_return"] for tenth in tenths]
    expected = sum(tenth["customers"] * tenth["predicted_return"] for tenth in tenths) / past["customers"]
    finding = _("It expected %(foretold)s of the customers to come back; %(came)s did") % {
        "foretold": percent(100 * expected),
        "came": percent(100 * past["returned"] / past["customers"]),
    }
    table = Table(
        (
            Column(_("Group"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Foretold"), Kind.PERCENT),
            Column(_("Came back"), Kind.PERCENT),
        ),
        [
            Row((str(place), tenth["customers"], said, did), Mark.FEW if tenth["customers"] < _FEW else None)
            for place, (tenth, said, did) in enumerate(zip(tenths, foretold, came, strict=True), start=1)
        ],
    )
    chart = Bars(
        [str(place) for place in range(1, len(tenths) + 1)],
        [Series(_("Foretold"), foretold), Series(_("Came back"), came)],
        PERCENT,
    )
    note = _(
        "Customers in groups of like chance, the least likely first. The closer the two bars, the better."
    )
    return Section("calibration", _("Foretold and came"), finding, chart, table, note)


def _order(past: Facts) -> Sequence[Section]:
    """None where everybody, or nobody, came back: there was no order to tell."""
    judged = {name: each for name, each in _in_order(past).items() if each["auc"] is not None}
    if not judged:
        return ()
    names = [str(_NAMES[name]) for name in judged]
    shares = [100 * each["auc"] for each in judged.values()]
    simple = max((name for name in judged if name != "model"), key=lambda name: judged[name]["auc"])
    finding = _(
        "Of two customers of whom one came back, the model points at the right one in %(model)s; "
        "the best simple rule, %(rule)s, in %(simple)s"
    ) % {
        "model": percent(100 * judged["model"]["auc"]),
        "rule": str(_NAMES[simple]),
        "simple": percent(100 * judged[simple]["auc"]),
    }
    table = Table(
        (Column(_("Who says it"), Kind.TEXT), Column(_("Right one of two"), Kind.PERCENT)),
        [Row(row) for row in zip(names, shares, strict=True)],
    )
    chart = Bars(names, [Series(_("Right one of two"), shares)], PERCENT, lying=True)
    note = _("50% is tossing a coin, 100% is knowing (area under the ROC curve, AUC).")
    return [Section("order", _("Who comes back"), finding, chart, table, note, 14)]


def _error(past: Facts) -> Section:
    judged, actual = _in_order(past), past["actual_purchases"]
    off = abs(judged["model"]["predicted_purchases"] - actual)
    finding = _("It expected %(expected)s purchases; %(actual)s came (%(off)s off)") % {
        "expected": number(round(judged["model"]["predicted_purchases"])),
        "actual": number(actual),
        "off": percent(100 * off / actual if actual else None),
    }
    names = [str(_NAMES[name]) for name in judged]
    expected = [each["predicted_purchases"] for each in judged.values()]
    table = Table(
        (
            Column(_("Who says it"), Kind.TEXT),
            Column(_("Purchases expected"), Kind.COUNT),
            Column(_("Error per customer"), Kind.FINE),
            Column(_("Root mean square"), Kind.FINE),
        ),
        [
            Row((name, round(each["predicted_purchases"]), each["mae"], each["rmse"]))
            for name, each in zip(names, judged.values(), strict=True)
        ]
        + [Row((_("Came"), actual, None, None))],
    )
    chart = Bars([*names, _("Came")], [Series(_("Purchases"), [*expected, actual])], COUNT, lying=True)
    note = _("All purchases of a customer on one day count as one. Errors are in purchases per customer.")
    return Section("error", _("Purchases expected"), finding, chart, table, note, 15)


def _in_order(past: Facts) -> Facts:
    """The model first, then the rules: kept JSON has an order of its own."""
    return {name: past["judged"][name] for name in _NAMES}
