"""What a run found out about the business and about itself, as it is kept: JSON."""

from dataclasses import asdict
from typing import Any

from quen.forecast.yardstick import Yardstick
from quen.insight.forecasts.heard import Followed, as_json
from quen.insight.forecasts.purchase_days import day_of
from quen.insight.forecasts.worked_out import HORIZON_DAYS, WorkedOut

Json = dict[str, Any]


def findings(found: WorkedOut, signals: list[Followed]) -> Json:
    """The models, their parameters and marks, the sums over all customers, the yardstick of the shop's past, and what
    became in it of those who complained, scored or kept silent."""
    chosen, forecast = found.chosen, found.forecast
    return {
        "horizon_days": HORIZON_DAYS,
        "customers": len(found.known.who),
        "active": float(forecast.p_active.sum()),
        "purchases": float(forecast.outlook.purchases.sum()),
        "spend_minor": round(float(forecast.outlook.spend.sum())) if chosen.spending else None,
        "model": chosen.model.name,
        "leaving_model": chosen.leaving.name,
        "models": {
            name: {
                "parameters": dict(model.parameters),
                "log_likelihood": model.log_likelihood,
                "held_out": chosen.held_out.get(name),
            }
            for name, model in chosen.models.items()
        },
        "gamma_gamma": dict(chosen.spending.parameters) if chosen.spending else None,
        "spending_correlation": chosen.spending.correlation if chosen.spending else None,
        "regularity": chosen.regularity,
        "counts_by": forecast.counts_by,
        "ranking_by": forecast.ranking_by,
        "signals": as_json(signals),
        "past": _yardstick(chosen.past) if chosen.past else None,
    }


def _yardstick(past: Yardstick) -> Json:
    return {
        "until": day_of(past.until).isoformat(),
        "horizon_days": past.horizon_days,
        "customers": past.customers,
        "returned": past.returned,
        "actual_purchases": past.actual_purchases,
        "judged": {name: asdict(judged) for name, judged in past.judged.items()},
        "best_counts": past.best_counts,
        "best_ranking": past.best_ranking,
        "calibration": [asdict(tenth) for tenth in past.calibration],
    }
