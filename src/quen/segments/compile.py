"""One rule, one meaning: the SQL that finds everybody is the SQL that looks at one customer."""

from datetime import date

from quen.segments.rules import Condition, Group, How, Node, Scope, conditions_of
from quen.segments.sql import Sql, all_of, always, any_of, negated


def compiled(node: Node, scope: Scope, *, is_opposite: bool = False) -> Sql:
    """The rule as one condition over ``p``, a row of `segments_profile`, or its opposite. Raises RuleGoesInCircles.

    "Not" is carried down to the conditions: of one `EXISTS`, or of one `NOT EXISTS`, PostgreSQL makes a join.
    """
    if isinstance(node, Condition):
        found = node.test(scope)
        return negated(found) if is_opposite else found
    is_all = (node.how is not How.ANY) != is_opposite
    are_opposites = (node.how is How.NONE) != is_opposite
    parts = [compiled(part, scope, is_opposite=are_opposites) for part in node.parts]
    if not parts:
        return always(is_all)
    return all_of(parts) if is_all else any_of(parts)


def next_change(rule: Group, scope: Scope) -> date | None:
    """The next day on which time alone may move customers in or out; None where it cannot."""
    days = [day for each in conditions_of(rule) if (day := each.next_change(scope)) is not None]
    return min(days, default=None)


def kinds(rule: Group, scope: Scope) -> frozenset[str]:
    """The kinds of events that may move a customer in or out."""
    return frozenset(kind for each in conditions_of(rule) for kind in each.kinds(scope))
