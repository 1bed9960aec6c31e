"""Which model a business gets: the one that foretold its own past best."""

from collections.abc import Mapping
from dataclasses import dataclass

from quen.forecast import gamma_gamma
from quen.forecast.errors import DidNotFit, TooLittleData
from quen.forecast.gamma_gamma import GammaGamma
from quen.forecast.history import History, PurchaseDays
from quen.forecast.look_back import Foretold, LookBack, look_back
from quen.forecast.model import TELL_LEAVING, Model, fit_all
from quen.forecast.regularity import regularity
from quen.forecast.yardstick import Yardstick
from quen.kernel.sentences import gettext_noop

AUTO = "auto"
LEAST_CUSTOMERS = 50
LEAST_BACK = 20
LEAST_DAYS = 28
JUDGED_CUSTOMERS = 100_000
"""So many customers, drawn by chance, judge the models of a larger business: their verdict is as sure."""
_PAST_PARTS = 3  # judged on the last third of the past, or on the horizon where that is shorter


@dataclass(frozen=True)
class Chosen:
    """The models of a business, and how they did in its past.

    model: counts purchases. leaving: says who has left; the same, unless plain BG/NBD won: it never says who is leaving
    (but who asks for it by name gets it). is_named: asked for by name; then it speaks itself, whatever rule did better.
    spending: None where too few spent anything to tell what a purchase is worth. held_out: by model, the log-likelihood
    of the judged past; empty where the past is too short to be parted, then the likelihood of the whole decided.
    past: the yardstick of `model` in that past, foretold: what it said there of each. regularity: the shape k of the
    gaps, 1 for pure chance.
    """

    model: Model
    leaving: Model
    is_named: bool
    models: Mapping[str, Model]
    spending: GammaGamma | None
    held_out: Mapping[str, float]
    past: Yardstick | None
    foretold: Foretold | None
    regularity: float


def choose(
    days: PurchaseDays, history: History, *, until: int, horizon_days: int, wanted: str = AUTO
) -> Chosen:
    """Fit every model to `history` (that of `days` at the end of the day `until`) and choose, or take the wanted one.

    Looks at nothing after `until`. Raises TooLittleData or DidNotFit.
    """
    refuse_too_little(history)
    models = fit_all(history.groups)
    past = _past(days, history, until=until, horizon_days=horizon_days)
    marks = past.held_out if past else {name: model.log_likelihood for name, model in models.items()}
    name = wanted if wanted != AUTO else max(marks, key=lambda each: marks[each])
    is_trusted = wanted != AUTO or name in TELL_LEAVING
    leaving = name if is_trusted else max(TELL_LEAVING, key=lambda each: marks[each])
    return Chosen(
        model=models[name],
        leaving=models[leaving],
        is_named=wanted != AUTO,
        models=models,
        spending=_spending(history),
        held_out=past.held_out if past else {},
        past=past.yardstick(name) if past else None,
        foretold=past.foretold(name) if past else None,
        regularity=regularity(days, until=until),
    )


def _spending(history: History) -> GammaGamma | None:
    """A shop that gives things away, or exports no amounts, still has customers who come or stay away."""
    try:
        return gamma_gamma.fit(history)
    except (TooLittleData, DidNotFit):
        return None


def refuse_too_little(history: History) -> None:
    """Raise TooLittleData, saying what there is and what is needed, where nothing can be foretold yet."""
    there = {
        "customers": len(history),
        "back": int((history.frequency > 0).sum()),
        "days": int(history.age_days.max(initial=-1)) + 1,
    }
    if there["customers"] >= LEAST_CUSTOMERS and there["back"] >= LEAST_BACK and there["days"] >= LEAST_DAYS:
        return
    raise TooLittleData(
        gettext_noop(
            "Not yet: a forecast needs %(least_customers)s known customers, %(least_back)s of whom came back on "
            "another day, and %(least_days)s days of sales. So far there are %(customers)s, %(back)s and %(days)s."
        ),
        least_customers=LEAST_CUSTOMERS, least_back=LEAST_BACK, least_days=LEAST_DAYS, **there,
    )  # fmt: skip


def _past(days: PurchaseDays, history: History, *, until: int, horizon_days: int) -> LookBack | None:
    """The judged past; None where what lies before it is too little to train on."""
    judged_days = min(horizon_days, int(history.age_days.max()) // _PAST_PARTS)
    few = days.sample(JUDGED_CUSTOMERS)
    try:
        refuse_too_little(few.history(until=until - judged_days, unit=history.unit).history)
    except TooLittleData:
        return None
    return look_back(few, until=until, horizon_days=judged_days, unit=history.unit)
