"""The forecast in sentences: what will come, and whether to believe it."""

from collections.abc import Iterator

from quen.cli.forecast.found import Found
from quen.cli.forecast.purchase_days import day_of
from quen.cli.report.words import Words
from quen.forecast.gamma_gamma import LEAST_CUSTOMERS
from quen.forecast.yardstick import MODEL, Yardstick
from quen.kernel.money import minor_digits
from quen.kernel.sentences import Sentence, gettext_noop

MODEL_NAMES = {"pareto_nbd": "Pareto/NBD", "bg_nbd": "BG/NBD", "mbg_nbd": "MBG/NBD"}
RULE_NAMES = {
    "model": gettext_noop("the model"),
    "rate": gettext_noop("the purchase rate so far"),
    "recency": gettext_noop("the last visit (recency)"),
    "rfm": gettext_noop("RFM"),
}

_ALL = 0.995
_LONG_SILENCE_DAYS = 60


def findings(found: Found, words: Words) -> Iterator[Sentence]:
    """Who is still a customer, what to expect, which model says so, and how it did."""
    if found.silent_days >= _LONG_SILENCE_DAYS:
        yield Sentence(
            gettext_noop(
                "Nobody bought in the %(days)s days before %(day)s, and the forecast takes that for silence. Where a "
                "date is wrong or the file ends earlier, name its last day with --until."
            ),
            {"days": words.count(found.silent_days), "day": words.day(found.until)},
        )
    yield _active(found, words)
    yield _expected(found, words)
    yield _model(found)
    if found.holdout:
        yield from _judged(found.holdout, words)
    elif found.chosen.past:
        yield from _judged(found.chosen.past, words)
    else:
        yield Sentence(
            gettext_noop("The past is too short to try the forecast out on a part of it: take it with care.")
        )
    if found.forecast.counts_by != MODEL:
        yield Sentence(
            gettext_noop(
                "In the past %(rule)s was closer than the model, so it says how many purchases to expect."
            ),
            {"rule": words.translate(RULE_NAMES[found.forecast.counts_by])},
        )


def major(amount: float, currency: str, words: Words) -> str:
    """An amount in the major unit of the currency, as people write it."""
    return words.money(amount * 10 ** minor_digits(currency))


def _active(found: Found, words: Words) -> Sentence:
    active = float(found.forecast.p_active.sum())
    if active > _ALL * len(found.history):
        return Sentence(
            gettext_noop(
                "%(customers)s customers are known on %(day)s. That any of them left for good cannot be told from "
                "these sales yet: long silences are as frequent as chance makes them."
            ),
            {"customers": words.count(len(found.history)), "day": words.day(found.until)},
        )
    return Sentence(
        gettext_noop(
            "Of %(customers)s known customers about %(active)s (%(share)s) are still customers on %(day)s; "
            "the others have left without saying so."
        ),
        {
            "customers": words.count(len(found.history)),
            "active": words.count(round(active)),
            "share": words.share(active, len(found.history)),
            "day": words.day(found.until),
        },
    )


def _expected(found: Found, words: Words) -> Sentence:
    outlook = found.forecast.outlook
    facts = {
        "days": words.count(found.horizon_days),
        "purchases": words.count(round(float(outlook.purchases.sum()))),
    }
    if found.chosen.spending is None:
        return Sentence(
            gettext_noop(
                "In the %(days)s days after that, expect about %(purchases)s purchases of these customers. What they "
                "will be worth is not known: fewer than %(least)s customers came back and paid something. All "
                "purchases of a customer on one day count as one."
            ),
            facts | {"least": words.count(LEAST_CUSTOMERS)},
        )
    return Sentence(
        gettext_noop(
            "In the %(days)s days after that, expect about %(purchases)s purchases of these customers, worth "
            "%(spend)s. All purchases of a customer on one day count as one."
        ),
        facts | {"spend": major(float(outlook.spend.sum()), found.currency, words)},
    )


def _model(found: Found) -> Sentence:
    chosen = found.chosen
    facts = {"model": MODEL_NAMES[chosen.model.name], "leaving": MODEL_NAMES[chosen.leaving.name]}
    if chosen.model.name != chosen.leaving.name:
        return Sentence(
            gettext_noop(
                "Purchases are counted by %(model)s. Who has left is judged by %(leaving)s, because %(model)s calls "
                "everybody who bought once active."
            ),
            facts,
        )
    return Sentence(gettext_noop("The model is %(model)s."), facts)


def _judged(yardstick: Yardstick, words: Words) -> Iterator[Sentence]:
    model = yardstick.model
    yield Sentence(
        gettext_noop(
            "Tried out on your own past: trained up to %(day)s, it expected %(predicted)s purchases in the "
            "%(days)s days after; %(actual)s came (%(off)s off)."
        ),
        {
            "day": words.day(day_of(yardstick.until)),
            "predicted": words.count(round(model.predicted_purchases)),
            "days": words.count(yardstick.horizon_days),
            "actual": words.count(yardstick.actual_purchases),
            "off": words.share(
                abs(model.predicted_purchases - yardstick.actual_purchases), yardstick.actual_purchases
            ),
        },
    )
    if model.auc is None:
        return
    yield Sentence(
        gettext_noop(
            "Of two customers, one of whom came back, it gave the higher chance to the right one in %(share)s of cases."
        ),
        {"share": words.percent(100 * model.auc)},
    )
    if yardstick.best_ranking != MODEL:
        yield Sentence(
            gettext_noop("There %(rule)s told better who would come back (%(share)s)."),
            {
                "rule": words.translate(RULE_NAMES[yardstick.best_ranking]),
                "share": words.percent(100 * (yardstick.judged[yardstick.best_ranking].auc or 0)),
            },
        )
