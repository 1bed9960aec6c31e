"""She said stop to messages, and why."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.kernel.sentences import gettext_noop
from quen.messages.events import MessageUnsubscribed, UnsubscribeReasonSaid
from quen.messages.unsubscribe import Why
from quen.segments.conditions.facts import of_facts
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.conditions.windows import in_window, moved_on
from quen.segments.conditions.words import DID, WHEN, YesNo, tidied, within
from quen.segments.inputs import EVER, OneOf, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme
from quen.segments.sql import Sql, negated

ANY = "any"
REASONS = ((ANY, _("whatever the reason")), *Why.choices)


@dataclass(frozen=True, kw_only=True)
class HasUnsubscribed(Condition):
    """She said stop by a message's link, or never did. What she agrees to now is asked by consent."""

    key: ClassVar[str] = "unsubscribed"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Unsubscribed, or not")
    touched_by: ClassVar[frozenset[str]] = OF_MERGES | {MessageUnsubscribed.kind, UnsubscribeReasonSaid.kind}

    did: str = told(DID, default=YesNo.YES.value)
    reason: str = told(OneOf(label=gettext_noop("Reason"), choices=REASONS), default=ANY)
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        asked, values = in_window("f.at", self.when, scope.today)
        if self.reason != ANY:
            asked, values = f"{asked} AND f.reason = %s", [*values, self.reason]
        found = of_facts("outreach_unsubscribed", asked, *values)
        return found if self.did == YesNo.YES else negated(found)

    def said(self, names: Names) -> str:
        words = gettext("unsubscribed from messages %(reason)s %(when)s")
        if self.did == YesNo.NO:
            words = gettext("did not unsubscribe from messages %(reason)s %(when)s")
        reason = "" if self.reason == ANY else f"(“{Why(self.reason).label}”)"
        return tidied(words % {"reason": reason, "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)
