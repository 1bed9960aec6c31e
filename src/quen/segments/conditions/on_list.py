"""A fixed list, asked as a condition: so that lists are kept, merged and counted as rules are."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext

from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.inputs import Words, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Group, How, Scope, Theme
from quen.segments.sql import Sql


@dataclass(frozen=True, kw_only=True)
class OnList(Condition):
    """She, or a customer merged into her, stands on the list. Not offered: other rules ask for the list's segment."""

    key: ClassVar[str] = "on_list"
    theme: ClassVar[Theme] = Theme.SEGMENTS
    label: ClassVar[str] = gettext_noop("On a list")
    touched_by: ClassVar[frozenset[str]] = OF_MERGES

    segment: str = told(Words(label=gettext_noop("Segment")))

    def test(self, scope: Scope) -> Sql:
        own = "EXISTS (SELECT FROM segments_listed l WHERE l.segment = %s AND l.customer_id = p.customer_id)"
        through_merge = (
            "EXISTS (SELECT FROM people_customer c JOIN segments_listed l ON l.customer_id = c.id AND l.segment = %s"
            " WHERE c.root_id = p.customer_id)"
        )
        return Sql(f"{own} OR {through_merge}", (self.segment, self.segment))

    def said(self, names: Names) -> str:
        return gettext("stands on the list %(what)s") % {"what": names.segment(self.segment)}


def rule_of_list(key: str) -> Group:
    """The rule that everybody on the list fits."""
    return Group(How.ALL, (OnList(segment=key),))
