"""The answer for machines: arms → arm → outcome. Differences in the outcome's own unit, lifts as shares, unrounded."""

import json
from typing import Any

import numpy as np

from quen.cli.uplift.found import Found
from quen.measures.uplift.judge import Verdict
from quen.measures.uplift.tails import Capped

Json = dict[str, Any]


def as_json(found: Found) -> str:
    """One JSON object."""
    return json.dumps(document(found), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def document(found: Found) -> Json:
    """The object `as_json` writes."""
    experiment, ratio = found.experiment, found.sample_ratio
    control, *others = experiment.arms
    return {
        "rows_read": experiment.rows_read,
        "rows_without_arm": experiment.without_arm,
        "thousands_assumed": list(experiment.thousands_assumed),
        "control": control,
        "sample_ratio": {
            "p_value": ratio.p_value,
            "ok": ratio.is_ok,
            "customers": dict(zip(experiment.arms, ratio.counted, strict=True)),
            "expected": dict(zip(experiment.arms, ratio.expected, strict=True)),
        },
        "horizon": {
            "looks": "any" if found.horizon.is_anytime else "one",
            "planned": found.horizon.planned,
            "reached": found.horizon.is_reached(found.customers),
        },
        "arms": {
            arm: {outcome: _verdict(verdicts[place]) for outcome, verdicts in found.verdicts.items()}
            for place, arm in enumerate(others)
        },
        "outcomes": {
            name: {
                "missing": found.missing(name),
                "missing_p_value": known.p_value,
                "missing_ok": known.is_ok,
            }
            for name, known in found.known.items()
        },
        "covariates": {
            name: {"missing": int(np.isnan(values).sum())} for name, values in experiment.covariates.items()
        },
    }


def _verdict(verdict: Verdict) -> Json:
    difference = verdict.found
    return {
        "difference": difference and difference.difference,
        "low": difference and difference.low,
        "high": difference and difference.high,
        "relative": difference and difference.relative,
        "relative_low": difference and difference.relative_low,
        "relative_high": difference and difference.relative_high,
        "p_value": difference and difference.p_value,
        "p_corrected": verdict.p_corrected,
        "state": verdict.state.value,
        "wait": verdict.wait and verdict.wait.value,
        "customers": verdict.customers,
        "control_customers": verdict.control_customers,
        "mean": verdict.average,
        "control_mean": verdict.control_average,
        "is_share": verdict.is_share,
        "adjusted": verdict.variance_reduction is not None,
        "variance_reduction": verdict.variance_reduction,
        "smallest_visible": verdict.smallest_visible,
        "capped": _capped(verdict.capped) if verdict.capped else None,
    }


def _capped(capped: Capped) -> Json:
    return {
        "from": capped.low_cap,
        "to": capped.high_cap,
        "difference": capped.difference.difference,
        "low": capped.difference.low,
        "high": capped.difference.high,
        "p_value": capped.difference.p_value,
    }
