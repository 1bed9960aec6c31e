"""What `quen forecast` found, before anybody has put it into words."""

from dataclasses import dataclass
from datetime import date

from quen.cli.forecast.purchase_days import number_of
from quen.forecast.choose import Chosen, choose
from quen.forecast.foresee import Forecast, foresee
from quen.forecast.history import History, Ints, PurchaseDays, Unit
from quen.forecast.look_back import measure
from quen.forecast.yardstick import Yardstick

HORIZON_DAYS = 90


@dataclass(frozen=True)
class Found:
    """The models, everybody's forecast, and how it did where the file goes on after `until`.

    `who` are the customers' numbers, in the order of `history` and of every column of `forecast`.
    `silent_days`: so many days before `until` nobody bought, what came on `until` itself aside.
    """

    currency: str
    until: date
    horizon_days: int
    history: History
    who: Ints
    chosen: Chosen
    forecast: Forecast
    holdout: Yardstick | None
    silent_days: int


def find(
    days: PurchaseDays,
    *,
    currency: str,
    until: date,
    last_day: date,
    horizon_days: int | None,
    unit: Unit,
    model: str,
) -> Found:
    """Fit, choose, foresee, and judge. Raises TooLittleData or DidNotFit."""
    end, beyond = number_of(until), (last_day - until).days
    horizon_days = horizon_days or (beyond if beyond > 0 else HORIZON_DAYS)
    known = days.history(until=end, unit=unit)
    chosen = choose(days, known.history, until=end, horizon_days=horizon_days, wanted=model)
    forecast = foresee(chosen, days, known.history, until=end, horizon_days=horizon_days)
    holdout = None
    if beyond > 0:
        judged_days = min(horizon_days, beyond)
        judged = forecast
        if judged_days != horizon_days:
            judged = foresee(chosen, days, known.history, until=end, horizon_days=judged_days)
        actual = days.purchases_of(known.who, after=end, until=end + judged_days)
        holdout = measure(
            judged.outlook.purchases, judged.outlook.returns, days, known.history, actual,
            until=end, horizon_days=judged_days,
        )  # fmt: skip
    before = int(days.day[days.day < end].max())
    return Found(
        currency, until, horizon_days, known.history, known.who, chosen, forecast, holdout, end - before - 1
    )
