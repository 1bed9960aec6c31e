"""The findings of a back-test as they are kept: numbers in minor units, sentences without their language."""

from typing import Any

from quen.insight.backtest.findings import Change, Comparison, Example, Findings, Verdict
from quen.programme.kept_sentences import sentence_to_json

Json = dict[str, Any]


def to_json(findings: Findings) -> Json:
    """Everything a page shows of the findings."""
    return {
        "currency": findings.currency,
        "anonymous_purchases": findings.anonymous_purchases,
        "unlinked_returns": findings.unlinked_returns,
        "segments_are_todays": findings.segments_are_todays,
        "seconds": round(findings.seconds, 2),
        "draft": _verdict(findings.draft),
        "against": _verdict(findings.against) if findings.against else None,
        "comparison": _comparison(findings.comparison) if findings.comparison else None,
        "examples": [_example(example) for example in findings.draft.examples],
    }


def _verdict(verdict: Verdict) -> Json:
    totals = verdict.totals
    rules = {rule.key: rule.name for rule in verdict.programme.rules}
    tiers = verdict.programme.tiers.steps if verdict.programme.tiers else ()
    return {
        "name": verdict.programme.name,
        "silent_rules": list(verdict.silent_rules),
        "purchases": totals.purchases,
        "members": totals.members,
        "revenue_minor": totals.revenue_minor,
        "points_earned": totals.points_earned,
        "points_taken_back": totals.points_taken_back,
        "points_expired": totals.points_expired,
        "points_redeemed": totals.points_redeemed,
        "points_outstanding": totals.points_outstanding,
        "vouchers_issued": totals.vouchers_issued,
        "vouchers_minor": totals.vouchers_minor,
        "prices_minor": totals.prices_minor,
        "cost_minor": verdict.cost_minor,
        "cost_share_of_revenue": verdict.cost_share_of_revenue,
        "cost_share_of_margin": verdict.cost_share_of_margin,
        "liability_minor": verdict.liability_minor,
        "by_rule": [[key, rules.get(key, ""), points] for key, points in totals.points_by_rule.items()],
        "by_tier": [[step.name, totals.members_by_tier.get(step.key, 0)] for step in tiers],
    }


def _comparison(comparison: Comparison) -> Json:
    return {
        "winners": comparison.winners,
        "losers": comparison.losers,
        "same": comparison.same,
        "most_won": [_change(change) for change in comparison.most_won],
        "most_lost": [_change(change) for change in comparison.most_lost],
    }


def _change(change: Change) -> Json:
    return {
        "customer": int(change.customer),
        "before_minor": change.before_minor,
        "after_minor": change.after_minor,
    }


def _example(example: Example) -> Json:
    outcome = example.outcome
    return {
        "receipt": example.receipt,
        "amount_minor": example.amount_minor,
        "at": outcome.at.isoformat(),
        "points": outcome.points,
        "rules": [
            {
                "name": result.name,
                "fired": result.is_fired,
                "points": result.points,
                "reasons": [sentence_to_json(reason) for reason in result.reasons],
            }
            for result in outcome.results
        ],
    }
