"""A rule as one sentence, in the language of the reader."""

from django.utils.translation import gettext

from quen.segments.names import Names, names_for
from quen.segments.rules import Condition, Group, How, Node, conditions_of


def describe(rule: Node, names: Names | None = None) -> str:
    """``Every customer who bought at least 3 times in the last 90 days, and has the tag VIP.``"""
    names = names or names_for(conditions_of(rule))
    return gettext("Every customer who %(rule)s.") % {"rule": _said(rule, names, is_outermost=True)}


def _said(node: Node, names: Names, *, is_outermost: bool = False) -> str:
    if isinstance(node, Condition):
        return node.said(names)
    parts = [_said(part, names) for part in node.parts]
    if node.how is How.NONE:
        return gettext("does not fit this: (%(parts)s)") % {"parts": gettext(", or ").join(parts)}
    words = (gettext(", and ") if node.how is How.ALL else gettext(", or ")).join(parts)
    return words if is_outermost or len(parts) == 1 else f"({words})"


def headline(node: Group) -> str:
    """How a group's parts count together."""
    return {
        How.ALL: gettext("All of these"),
        How.ANY: gettext("Any of these"),
        How.NONE: gettext("None of these"),
    }[node.how]
