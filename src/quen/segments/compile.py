"""One rule, one meaning: a condition says itself once; `everybody` asks it of all, `compiled` of one or a few."""

from datetime import date

from quen.segments.rules import Condition, Group, How, Node, Scope, conditions_of
from quen.segments.sql import Joins, Sql, all_of, always, any_of, joined_by_or, negated


def compiled(node: Node, scope: Scope, *, is_opposite: bool = False) -> Sql:
    """The rule as one condition over ``p``, a row of `segments_profile`, or its opposite. Raises RuleGoesInCircles.

    "Not" is carried down to the conditions: of one `EXISTS`, or of one `NOT EXISTS`, PostgreSQL makes a join.
    """
    if isinstance(node, Condition):
        found = node.test(scope)
        return negated(found) if is_opposite else found
    is_all, parts = _parts(node, is_opposite)
    asked = [compiled(part, scope, is_opposite=opposite) for part, opposite in parts]
    if not asked:
        return always(is_all)
    return all_of(asked) if is_all else any_of(asked)


def everybody(rule: Node, scope: Scope) -> Sql:
    """All customers the rule holds, as what stands after ``FROM``: the profiles ``p`` and what is joined with them."""
    joins = Joins()
    asked = _of_all(rule, scope, joins)
    return Sql(f"segments_profile p{joins.text} WHERE {asked.text}", (*joins.values, *asked.values))


def _of_all(node: Node, scope: Scope, joins: Joins, *, is_opposite: bool = False, in_or: bool = False) -> Sql:
    """The same condition for asking everybody, beside whose profiles stand `joins`.

    Of an "or" between what a profile tells and what other tables tell PostgreSQL makes no join, but a set for each
    process, looked into for every customer. So whatever stands under an "or" is joined here, each query once.
    """
    if isinstance(node, Condition):
        if inner := node.in_place(scope):
            return _of_all(*inner, joins, is_opposite=is_opposite, in_or=in_or)
        found = negated(node.test(scope)) if is_opposite else node.test(scope)
        return joins.joined(found) if in_or and (found.finds or found.misses) else found
    is_all, parts = _parts(node, is_opposite)
    under = in_or or (not is_all and len(parts) > 1)
    asked = [_of_all(part, scope, joins, is_opposite=opposite, in_or=under) for part, opposite in parts]
    if not asked:
        return always(is_all)
    return all_of(asked) if is_all else joined_by_or(asked)


def _parts(group: Group, is_opposite: bool) -> tuple[bool, list[tuple[Node, bool]]]:
    """Whether all of the parts must hold, and which parts, or their opposites, are meant."""
    are_opposites = (group.how is How.NONE) != is_opposite
    return (group.how is not How.ANY) != is_opposite, [(part, are_opposites) for part in group.parts]


def next_change(rule: Group, scope: Scope) -> date | None:
    """The next day on which time alone may move customers in or out; None where it cannot."""
    days = [day for each in conditions_of(rule) if (day := each.next_change(scope)) is not None]
    return min(days, default=None)


def kinds(rule: Group, scope: Scope) -> frozenset[str]:
    """The kinds of events that may move a customer in or out."""
    return frozenset(kind for each in conditions_of(rule) for kind in each.kinds(scope))
