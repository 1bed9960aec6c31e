"""A fixed list, asked as a condition: so that lists are kept, merged and counted as rules are."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext

from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.inputs import Words, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Group, How, Scope, Theme
from quen.segments.sql import Sql, any_of, found_by


@dataclass(frozen=True, kw_only=True)
class OnList(Condition):
    """She, or a customer merged into her, stands on the list. Not offered: other rules ask for the list's segment."""

    key: ClassVar[str] = "on_list"
    theme: ClassVar[Theme] = Theme.SEGMENTS
    label: ClassVar[str] = gettext_noop("On a list")
    touched_by: ClassVar[frozenset[str]] = OF_MERGES

    segment: str = told(Words(label=gettext_noop("Segment")))

    def test(self, scope: Scope) -> Sql:
        own = "SELECT l.customer_id FROM segments_listed l WHERE l.segment = %s"
        through_merge = (
            "SELECT c.root_id AS customer_id FROM people_customer c"
            " JOIN segments_listed l ON l.customer_id = c.id AND l.segment = %s WHERE c.root_id IS NOT NULL"
        )
        return any_of(found_by(query, (self.segment,)) for query in (own, through_merge))

    def said(self, names: Names) -> str:
        return gettext("stands on the list %(what)s") % {"what": names.segment(self.segment)}


def rule_of_list(key: str) -> Group:
    """The rule that everybody on the list fits."""
    return Group(How.ALL, (OnList(segment=key),))
