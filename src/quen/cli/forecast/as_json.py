"""The forecast for machines. Every key is described in docs/reference/forecast.md."""

import json
from typing import Any

from quen.cli.forecast.found import Found
from quen.cli.forecast.purchase_days import day_of
from quen.forecast.gamma_gamma import GammaGamma
from quen.forecast.rules import RATE, RECENCY
from quen.forecast.yardstick import Judged, Yardstick

Json = dict[str, Any]


def as_json(found: Found) -> str:
    """One JSON object."""
    return json.dumps(document(found), ensure_ascii=False, indent=2) + "\n"


def document(found: Found) -> Json:
    """The object `as_json` writes."""
    chosen, outlook = found.chosen, found.forecast.outlook
    answer: Json = {
        "customers": len(found.history),
        "until": found.until.isoformat(),
        "unit": found.history.unit.name.lower(),
        "currency": found.currency,
        "horizon_days": found.horizon_days,
        "model": chosen.model.name,
        "leaving_model": chosen.leaving.name,
        "parameters": chosen.model.parameters,
        "log_likelihood": chosen.model.log_likelihood,
        "models": {
            name: {
                "parameters": model.parameters,
                "log_likelihood": model.log_likelihood,
                "held_out_log_likelihood": chosen.held_out.get(name),
            }
            for name, model in chosen.models.items()
        },
        "gamma_gamma": _spending(chosen.spending) if chosen.spending else None,
        "regularity": chosen.regularity,
        "active_customers": float(found.forecast.p_active.sum()),
        "expected_purchases_total": float(outlook.purchases.sum()),
        "expected_spend_total": float(outlook.spend.sum()) if chosen.spending else None,
        "counts_by": found.forecast.counts_by,
        "ranking_by": found.forecast.ranking_by,
        "past": _yardstick(chosen.past) if chosen.past else None,
    }
    if found.holdout:
        answer["holdout"] = _yardstick(found.holdout)
    return answer


def _spending(spending: GammaGamma) -> Json:
    return spending.parameters | {
        "customers": spending.customers,
        "log_likelihood": spending.log_likelihood,
        "correlation": spending.correlation,
    }


def _yardstick(yardstick: Yardstick) -> Json:
    judged = yardstick.judged
    return {
        "until": day_of(yardstick.until).isoformat(),
        "horizon_days": yardstick.horizon_days,
        "customers": yardstick.customers,
        "returned": yardstick.returned,
        "actual_purchases": yardstick.actual_purchases,
        "predicted_purchases": yardstick.model.predicted_purchases,
        "mae": yardstick.model.mae,
        "mae_naive_rate": judged[RATE].mae,
        "auc_returns": yardstick.model.auc,
        "auc_recency": judged[RECENCY].auc,
        "best_counts": yardstick.best_counts,
        "best_ranking": yardstick.best_ranking,
        "judged": {name: _judged(each) for name, each in judged.items()},
        "calibration": [vars(tenth) for tenth in yardstick.calibration],
    }


def _judged(judged: Judged) -> Json:
    return vars(judged)
