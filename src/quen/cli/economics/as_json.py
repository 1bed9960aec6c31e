"""The answer for machines: money in the currency itself, shares and rates in percent, unrounded."""

import json
from dataclasses import asdict
from typing import Any

from quen.economics.shop import Assumptions, Period
from quen.economics.worth import CLAIM, Gain, claim, customer, gain, lost, sensitivity, win_back
from quen.insight.keeping import Keeping
from quen.kernel.money import minor_digits

Json = dict[str, Any]
POINTS = (1.0, 2.0, 5.0, 10.0)


def as_json(keeping: Keeping, period: Period, assumed: Assumptions, currency: str) -> str:
    """One JSON object."""
    return json.dumps(document(keeping, period, assumed, currency), ensure_ascii=False, indent=2) + "\n"


def document(keeping: Keeping, period: Period, assumed: Assumptions, currency: str) -> Json:
    """The object `as_json` writes."""
    unit = 10.0 ** minor_digits(currency)
    one, gone, back = customer(period, assumed), lost(period, assumed), win_back(period, assumed)
    return {
        "currency": currency,
        "period": _period(period, unit),
        "retention": {"rate": 100 * period.retention, "low": keeping.low, "high": keeping.high},
        "assumptions": {
            "margin": 100 * assumed.margin,
            "keeping": assumed.keeping_minor / unit,
            "winning": assumed.winning_minor / unit,
            "discount": 100 * assumed.discount,
            "win_back": 100 * assumed.win_back,
        },
        "customer": {
            "margin_per_period": one.margin_minor / unit,
            "lifetime_value": one.lifetime_minor / unit,
            "still_to_come": one.still_to_come_minor / unit,
            "periods": one.periods,
        },
        "points": [_gain(gain(period, assumed, points), unit) for points in POINTS],
        "lost_customer": {
            "first_year": gone.year_minor / unit,
            "to_come": gone.to_come_minor / unit,
            "to_replace": gone.to_replace_minor / unit,
        },
        "win_back": {"worth": back.worth_minor / unit, "most_per_customer": back.most_minor / unit},
        "claim": {"low": CLAIM[0], "high": CLAIM[1], "here": claim(period, assumed)},
        "sensitivity": [
            {"figure": swing.figure, "low": swing.low_minor / unit, "high": swing.high_minor / unit}
            for swing in sensitivity(period, assumed)
        ],
        "curve": [
            {key: row[key] for key in ("age", "customers", "active", "rate", "low", "high")}
            for row in keeping.curve
        ],
    }


def _period(period: Period, unit: float) -> Json:
    return {
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "days": period.days,
        "customers_before": period.customers_before,
        "kept": period.kept,
        "new": period.new,
        "back": period.back,
        "customers": period.customers,
        "revenue": period.revenue_minor / unit,
    }


def _gain(found: Gain, unit: float) -> Json:
    money = {name.removesuffix("_minor"): value for name, value in asdict(found).items()}
    return money | {name: money[name] / unit for name in ("year", "lifetime", "base")}
