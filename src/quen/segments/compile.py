"""One rule, one meaning: the SQL that finds everybody is the SQL that looks at one customer."""

from datetime import date

from quen.segments.rules import Condition, Group, How, Node, Scope, conditions_of
from quen.segments.sql import Sql, always, joined, negated


def compiled(node: Node, scope: Scope) -> Sql:
    """The rule as one condition over ``p``, a row of `segments_profile`. Raises RuleGoesInCircles."""
    if isinstance(node, Condition):
        return node.test(scope)
    parts = [compiled(part, scope) for part in node.parts]
    if not parts:
        return always(node.how is not How.ANY)
    if node.how is How.ALL:
        return joined(parts, "AND")
    some = joined(parts, "OR")
    return negated(some) if node.how is How.NONE else some


def next_change(rule: Group, scope: Scope) -> date | None:
    """The next day on which time alone may move customers in or out; None where it cannot."""
    days = [day for each in conditions_of(rule) if (day := each.next_change(scope)) is not None]
    return min(days, default=None)


def kinds(rule: Group, scope: Scope) -> frozenset[str]:
    """The kinds of events that may move a customer in or out."""
    return frozenset(kind for each in conditions_of(rule) for kind in each.kinds(scope))
