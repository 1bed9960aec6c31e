"""The findings for machines. Every key is described in docs/reference/programme.md."""

import json
from typing import Any

from quen.insight.backtest.findings import Change, Comparison, Example, Findings, Verdict
from quen.kernel.money import minor_digits, to_major

Json = dict[str, Any]


def as_json(findings: Findings) -> str:
    """The findings as one JSON object, money as numbers in the file's currency."""
    return json.dumps(document(findings), ensure_ascii=False, indent=2) + "\n"


def document(findings: Findings) -> Json:
    """The object `as_json` writes."""
    currency = findings.currency
    found = _verdict(findings.draft, currency) | {
        "anonymous_purchases": findings.anonymous_purchases,
        "returns_without_purchase": findings.unlinked_returns,
        "currency": currency,
        "segments_are_todays": findings.segments_are_todays,
        "seconds": round(findings.seconds, 3),
        "replay_seconds": round(findings.replay_seconds, 3),
    }
    if findings.against:
        found["against"] = _verdict(findings.against, currency)
    if findings.comparison:
        found["comparison"] = _comparison(findings.comparison, currency)
    return found


def _verdict(verdict: Verdict, currency: str) -> Json:
    totals = verdict.totals
    return {
        "programme": {
            "file": verdict.label,
            "name": verdict.programme.name,
            "key": verdict.programme.key,
            "version": verdict.programme.version,
        },
        "purchases": totals.purchases,
        "members": totals.members,
        "revenue": _money(totals.revenue_minor, currency),
        "points_earned": totals.points_earned,
        "points_taken_back": totals.points_taken_back,
        "points_expired": totals.points_expired,
        "points_redeemed": totals.points_redeemed,
        "points_outstanding": totals.points_outstanding,
        "points_by_rule": totals.points_by_rule,
        "cost": _money(verdict.cost_minor, currency),
        "cost_of_points": _money(verdict.points_cost_minor, currency),
        "cost_of_vouchers": _money(totals.vouchers_minor, currency),
        "cost_of_prices": _money(totals.prices_minor, currency),
        "cost_share_of_revenue": verdict.cost_share_of_revenue,
        "cost_share_of_margin": verdict.cost_share_of_margin,
        "liability": _money(verdict.liability_minor, currency),
        "vouchers_issued": totals.vouchers_issued,
        "members_by_tier": totals.members_by_tier,
        "silent_rules": list(verdict.silent_rules),
        "examples": [_example(example, currency) for example in verdict.examples],
    }


def _example(example: Example, currency: str) -> Json:
    outcome = example.outcome
    return {
        "receipt": example.receipt,
        "at": outcome.at.isoformat(),
        "amount": _money(example.amount_minor, currency),
        "points": outcome.points,
        "expires_at": outcome.expires_at.isoformat() if outcome.expires_at else None,
        "rules": [
            {
                "key": result.key,
                "fired": result.is_fired,
                "points": result.points,
                "reasons": [str(reason) for reason in result.reasons],
            }
            for result in outcome.results
        ],
    }


def _comparison(comparison: Comparison, currency: str) -> Json:
    return {
        "winners": comparison.winners,
        "losers": comparison.losers,
        "same": comparison.same,
        "most_won": [_change(change, currency) for change in comparison.most_won],
        "most_lost": [_change(change, currency) for change in comparison.most_lost],
    }


def _change(change: Change, currency: str) -> Json:
    return {
        "customer": change.customer,
        "before": _money(change.before_minor, currency),
        "after": _money(change.after_minor, currency),
    }


def _money(amount_minor: int, currency: str) -> int | float:
    """The amount as JSON's only kind of number: whole where the currency has no minor unit."""
    amount = to_major(amount_minor, currency)
    return float(amount) if minor_digits(currency) else int(amount)
