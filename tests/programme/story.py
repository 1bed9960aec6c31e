"""A small shop's programme and its cast: Lan buys, returns and climbs."""

from datetime import date, datetime
from typing import Any

from quen.programme import (
    NEW_MEMBER,
    Line,
    MemberState,
    Outcome,
    Programme,
    Purchase,
    apply,
    evaluate,
    from_values,
)
from quen.programme.outcome import RuleResult
from quen.programme.words import say

SUNDAY = datetime(2026, 11, 22, 9, 30)
MONDAY = datetime(2026, 11, 23, 9, 30)


def programme(**parts: Any) -> Programme:
    """One point for every 10,000 ₫, and what a test adds."""
    return from_values(
        {
            "name": "Quán Mai",
            "effective_from": date(2026, 1, 1),
            "point_value_minor": 200,
            "base": {"per_amount_minor": 10_000},
        }
        | parts
    )


def bought(amount_minor: int, at: datetime = SUNDAY, **facts: Any) -> Purchase:
    """A receipt of one line."""
    line = {
        name: facts.pop(name)
        for name in ("product", "category", "quantity_milli", "tax_minor", "discount_minor", "is_reward")
        if name in facts
    }
    return Purchase(at=at, lines=(Line(amount_minor=amount_minor, **line),), **facts)


def receipt(*lines: Line, at: datetime = SUNDAY, **facts: Any) -> Purchase:
    """A receipt of several lines."""
    return Purchase(at=at, lines=lines, **facts)


def after(
    rules: Programme, *purchases: Purchase, state: MemberState = NEW_MEMBER
) -> tuple[MemberState, list[Outcome]]:
    """The member after these purchases, and what each gave."""
    outcomes = []
    for purchase in purchases:
        outcome = evaluate(rules, state, purchase)
        state = apply(state, outcome)
        outcomes.append(outcome)
    return state, outcomes


def result(outcome: Outcome, key: str) -> RuleResult:
    """What became of one rule."""
    return next(result for result in outcome.results if result.key == key)


def reasons(outcome: Outcome, key: str) -> list[str]:
    """Its reasons in English."""
    return [say(reason) for reason in result(outcome, key).reasons]
