"""The rules a history cannot put to the test, because it does not say what they ask."""

from quen.insight.backtest.history import History
from quen.programme.programme import Programme
from quen.programme.rules import Rule


def segments_asked(programme: Programme) -> frozenset[str]:
    """The segments the programme's rules ask for."""
    return frozenset(key for rule in programme.rules for key in rule.when.segments)


def silent_rules(programme: Programme, history: History) -> tuple[str, ...]:
    """The names of the rules that could not fire: sales say nothing of birthdays, payment methods and vouchers used,
    and a file nothing of segments.
    """
    return tuple(rule.name for rule in programme.rules if _is_silent(rule, history))


def _is_silent(rule: Rule, history: History) -> bool:
    when = rule.when
    asks_more = bool(when.birthday or when.payment_methods or when.voucher_used)
    return asks_more or bool(when.segments and history.in_segments is None)
