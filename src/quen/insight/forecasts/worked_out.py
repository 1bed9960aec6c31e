"""Forecasts of everybody, worked out from the lake and not yet kept."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from quen.forecast.choose import Chosen, choose
from quen.forecast.foresee import Forecast, Stretch, foresee
from quen.forecast.history import Floats, Ints, Known, Unit
from quen.insight.forecasts.purchase_days import KnownDays, number_of

HORIZON_DAYS = 90
_MOST_MINOR = 1e15  # a thousand billion: an outlier's interval must not overflow its column


@dataclass(frozen=True)
class WorkedOut:
    """The models with their marks in the shop's past, everybody's figures, and whose they are."""

    until: date
    known: Known
    chosen: Chosen
    forecast: Forecast
    rows: pa.Table


def work_out(bought: KnownDays, *, until: date) -> WorkedOut:
    """Fit, choose and score. Raises TooLittleData or DidNotFit."""
    end = number_of(until)
    known = bought.days.history(until=end, unit=Unit.WEEK)
    chosen = choose(bought.days, known.history, until=end, horizon_days=HORIZON_DAYS)
    forecast = foresee(chosen, bought.days, known.history, until=end, horizon_days=HORIZON_DAYS)
    columns = _columns(chosen, known, forecast, end)
    rows = pa.table(
        {"customer_id": bought.ids[known.who], **columns, "worked_out_on": [until] * len(known.who)}
    )
    return WorkedOut(until, known, chosen, forecast, rows)


def _columns(chosen: Chosen, known: Known, forecast: Forecast, end: int) -> dict[str, pa.Array]:
    """The columns of the model Forecast, but for the customer and the day."""
    outlook, on = forecast.outlook, Stretch(chosen, known.history, forecast)
    visits = end + np.maximum(1, np.rint(forecast.next_visit_days))
    return {
        "p_active": _share(forecast.p_active),
        "overdue": _share(forecast.overdue),
        "returns_90": _share(outlook.returns),
        "next_visit": pa.array(visits, pa.float64(), from_pandas=True).cast(pa.int32()).cast(pa.date32()),
        "expected_30": _count(on.purchases(30)),
        "expected_90": _count(outlook.purchases),
        "expected_365": _count(on.purchases(365)),
        "expected_90_low": outlook.purchases_low,
        "expected_90_high": outlook.purchases_high,
        "spend_30_minor": _minor(on.spend(30)),
        "spend_90_minor": _minor(outlook.spend),
        "spend_365_minor": _minor(on.spend(365)),
        "spend_90_low_minor": _minor(outlook.spend_low),
        "spend_90_high_minor": _minor(outlook.spend_high),
        "lifetime_value_minor": _minor(on.lifetime_value()),
    }


def _share(chances: Floats) -> Floats:
    """Four digits: more would only write rows anew that say the same."""
    return _count(np.clip(chances, 0.0, 1.0).astype(np.float64))


def _count(purchases: Floats) -> Floats:
    rounded: Floats = np.round(purchases, 4)
    return rounded


def _minor(amounts: Floats) -> Ints:
    known = np.nan_to_num(
        np.clip(amounts, 0, _MOST_MINOR)
    )  # 0 where nobody pays: `findings` says that it is not known
    whole: Ints = np.rint(known).astype(np.int64)
    return whole
