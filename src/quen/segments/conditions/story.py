"""What happened to her, and which other segments she is in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.kernel.sentences import gettext_noop
from quen.segments import offers
from quen.segments.compile import compiled
from quen.segments.conditions.touched import OF_PURCHASES
from quen.segments.conditions.windows import compare_times, moved_on
from quen.segments.conditions.words import DID, WHEN, Compare, YesNo, so_often, tidied, within
from quen.segments.errors import RuleGoesInCircles
from quen.segments.inputs import EVER, OneOf, Whole, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Group, How, Scope, Theme, conditions_of
from quen.segments.sql import Sql
from quen.segments.then import Then

RETURNED = "returned"
HAPPENED = (
    ("customer.added", _("became known")),
    ("member.enrolled", _("enrolled in the programme")),
    ("member.left", _("left the programme")),
    ("tier.moved", _("moved to another tier")),
    ("points.redeemed", _("spent points")),
    ("points.expired", _("had points expire")),
    ("reward.claimed", _("claimed a reward")),
    ("voucher.issued", _("was given a voucher")),
    ("voucher.used", _("used a voucher")),
    ("voucher.expired", _("let a voucher expire")),
    ("referral.made", _("was brought by a friend")),
    ("referral.rewarded", _("was rewarded for a referral")),
    ("draw.won", _("won a prize draw")),
    ("card.handed_out", _("was handed a card")),
    ("card.opened_on_phone", _("opened her card on the phone")),
    ("consent.given", _("said yes to messages or profiling")),
    ("consent.withdrawn", _("said no to messages or profiling")),
    (RETURNED, _("brought goods back")),
)
TOLD_KINDS = frozenset(kind for kind, _words in HAPPENED if kind != RETURNED)


@dataclass(frozen=True, kw_only=True)
class Happened(Condition):
    """It happened so often, or did not, in a window of time."""

    key: ClassVar[str] = "happened"
    theme: ClassVar[Theme] = Theme.STORY
    label: ClassVar[str] = gettext_noop("Happened or not")
    touched_by: ClassVar[frozenset[str]] = TOLD_KINDS | OF_PURCHASES

    did: str = told(DID, default=YesNo.YES.value)
    event: str = told(OneOf(label=gettext_noop("What"), choices=HAPPENED))
    times: int = told(Whole(label=gettext_noop("At least so many times"), least=1, most=1_000), default=1)
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        compare = (Compare.AT_LEAST, self.times)
        if self.did == YesNo.NO:
            compare = (Compare.AT_MOST, self.times - 1)
        return compare_times(f"event:{self.event}", self.when, scope.today, *compare)

    def things_then(self) -> tuple[str, ...]:
        return (f"event:{self.event}",)

    def held(self, then: Then) -> bool:
        has = len(then.sales_in(f"event:{self.event}", self.when)) >= self.times
        return has is (self.did == YesNo.YES)

    def said(self, names: Names) -> str:
        words = gettext("%(what)s %(when)s") if self.did == YesNo.YES else gettext("not: %(what)s %(when)s")
        what = so_often(str(dict(HAPPENED)[self.event]), self.times)
        return tidied(words % {"what": what, "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)

    def kinds(self, scope: Scope) -> frozenset[str]:
        return OF_PURCHASES if self.event == RETURNED else frozenset({self.event})


@dataclass(frozen=True, kw_only=True)
class InSegment(Condition):
    """In another segment: its rule is asked in this one's place, so that both are always of one moment."""

    key: ClassVar[str] = "segment"
    theme: ClassVar[Theme] = Theme.SEGMENTS
    label: ClassVar[str] = gettext_noop("In another segment")
    touched_by: ClassVar[frozenset[str]] = frozenset()

    segment: str = told(OneOf(label=gettext_noop("Segment"), offered=offers.segments))

    def test(self, scope: Scope) -> Sql:
        return compiled(*self.in_place(scope))

    def in_place(self, scope: Scope) -> tuple[Group, Scope]:
        nobody = Group(How.ANY, ())
        return self._rule(scope) or nobody, self._within(scope)

    def said(self, names: Names) -> str:
        return gettext("is in the segment %(what)s") % {"what": names.segment(self.segment)}

    def next_change(self, scope: Scope) -> date | None:
        inner = self._within(scope)
        days = [day for each in self._conditions(scope) if (day := each.next_change(inner)) is not None]
        return min(days, default=None)

    def kinds(self, scope: Scope) -> frozenset[str]:
        inner = self._within(scope)
        return frozenset(kind for each in self._conditions(scope) for kind in each.kinds(inner))

    def parts_of(self) -> Iterator[str]:
        yield self.segment

    def _rule(self, scope: Scope) -> Group | None:
        if self.segment in scope.inside:
            raise RuleGoesInCircles(
                gettext_noop("The segment %(key)s would be a part of itself. Leave it out of the rule."),
                key=self.segment,
            )
        return scope.rule_of(self.segment)

    def _within(self, scope: Scope) -> Scope:
        return replace(scope, inside=(*scope.inside, self.segment))

    def _conditions(self, scope: Scope) -> list[Condition]:
        rule = self._rule(scope)
        return [] if rule is None else list(conditions_of(rule))
