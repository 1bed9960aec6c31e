"""The rules a history cannot put to the test, because it does not say what they ask."""

from quen.insight.backtest.history import History
from quen.programme.programme import Programme
from quen.programme.rules import Rule


def segments_asked(programme: Programme) -> frozenset[str]:
    """The segments the programme's rules ask for."""
    return frozenset(key for rule in programme.rules for key in rule.when.segments)


def asks_birthdays(programme: Programme) -> bool:
    """Whether a rule or a tier's gift asks for the member's birthday."""
    steps = programme.tiers.steps if programme.tiers else ()
    return any(rule.when.birthday for rule in programme.rules) or any(
        step.benefits.birthday_gift for step in steps
    )


def silent_rules(programme: Programme, history: History) -> tuple[str, ...]:
    """The names of the rules that could not fire: sales say nothing of payment methods and vouchers used, and a file
    nothing of birthdays and segments.
    """
    return tuple(rule.name for rule in programme.rules if _is_silent(rule, history))


def _is_silent(rule: Rule, history: History) -> bool:
    when = rule.when
    asks_her = (when.birthday and history.birthdays is None) or (
        when.segments and history.in_segments is None
    )
    return bool(when.payment_methods or when.voucher_used or asks_her)
