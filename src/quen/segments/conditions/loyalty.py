"""Her points, tier and vouchers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext, ngettext

from quen.kernel.sentences import gettext_noop
from quen.segments import offers
from quen.segments.conditions.touched import OF_MEMBERSHIP, OF_POINTS, OF_TIER, OF_VOUCHERS
from quen.segments.conditions.windows import moved_on
from quen.segments.conditions.words import (
    COMPARE_SUM,
    WHEN,
    YES_NO,
    Compare,
    YesNo,
    compared,
    listed,
    tidied,
    within,
)
from quen.segments.inputs import MOST_DAYS, AnyOf, OneOf, Span, Whole, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme, tomorrow
from quen.segments.sql import Sql, day_number
from quen.segments.then import Then

ANY_KIND = "any"


@dataclass(frozen=True, kw_only=True)
class IsMember(Condition):
    """Enrolled or not."""

    key: ClassVar[str] = "member"
    theme: ClassVar[Theme] = Theme.LOYALTY
    label: ClassVar[str] = gettext_noop("Member of the programme")
    touched_by: ClassVar[frozenset[str]] = OF_MEMBERSHIP

    member: str = told(OneOf(label=gettext_noop("Member of the programme"), choices=YES_NO))

    def test(self, scope: Scope) -> Sql:
        return Sql(f"p.member_since IS {'NOT ' if self.member == YesNo.YES else ''}NULL")

    def things_then(self) -> tuple[str, ...]:
        return ()

    def held(self, then: Then) -> bool:
        return (then.enrolled_on is not None) is (self.member == YesNo.YES)

    def said(self, names: Names) -> str:
        if self.member == YesNo.YES:
            return gettext("is a member of the programme")
        return gettext("is not a member of the programme")


@dataclass(frozen=True, kw_only=True)
class MemberSince(Condition):
    """The day she enrolled."""

    key: ClassVar[str] = "member_since"
    theme: ClassVar[Theme] = Theme.LOYALTY
    label: ClassVar[str] = gettext_noop("Enrolled when")
    touched_by: ClassVar[frozenset[str]] = OF_MEMBERSHIP

    when: Window = told(WHEN)

    def test(self, scope: Scope) -> Sql:
        if self.when.span is Span.EVER:
            return Sql("p.member_since IS NOT NULL")
        if self.when.span is Span.LAST:
            first = scope.today - timedelta(days=(self.when.days or 1) - 1)
            return Sql("coalesce(p.member_since >= %s, false)", (first,))
        return Sql("coalesce(p.member_since BETWEEN %s AND %s, false)", (self.when.first, self.when.last))

    def things_then(self) -> tuple[str, ...]:
        return ()

    def held(self, then: Then) -> bool:
        return then.enrolled_on is not None and then.is_in(then.enrolled_on, self.when)

    def said(self, names: Names) -> str:
        return tidied(gettext("enrolled %(when)s") % {"when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class InTier(Condition):
    """The tier she holds now."""

    key: ClassVar[str] = "tier"
    theme: ClassVar[Theme] = Theme.LOYALTY
    label: ClassVar[str] = gettext_noop("Tier")
    touched_by: ClassVar[frozenset[str]] = OF_TIER

    tiers: tuple[str, ...] = told(AnyOf(label=gettext_noop("Tier"), offered=offers.tiers))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.tier = ANY (%s)", (list(self.tiers),))

    def said(self, names: Names) -> str:
        return gettext("tier is %(what)s") % {"what": listed([names.tier(one) for one in self.tiers])}


@dataclass(frozen=True, kw_only=True)
class HasPoints(Condition):
    """Her balance, with points that are still pending; who has no account has none."""

    key: ClassVar[str] = "points"
    theme: ClassVar[Theme] = Theme.LOYALTY
    label: ClassVar[str] = gettext_noop("Points")
    touched_by: ClassVar[frozenset[str]] = OF_POINTS

    compare: str = told(COMPARE_SUM, default=Compare.AT_LEAST.value)
    points: int = told(Whole(label=gettext_noop("Points")))

    def test(self, scope: Scope) -> Sql:
        return Sql(f"p.balance {'>=' if self.compare == Compare.AT_LEAST else '<='} %s", (self.points,))

    def said(self, names: Names) -> str:
        words = ngettext("has %(compare)s %(points)s point", "has %(compare)s %(points)s points", self.points)
        return words % {"compare": compared(self.compare), "points": names.number(self.points)}


@dataclass(frozen=True, kw_only=True)
class PointsExpire(Condition):
    """Points that will be gone within so many days unless she spends them."""

    key: ClassVar[str] = "points_expire"
    theme: ClassVar[Theme] = Theme.LOYALTY
    label: ClassVar[str] = gettext_noop("Points about to expire")
    touched_by: ClassVar[frozenset[str]] = OF_POINTS

    points: int = told(Whole(label=gettext_noop("At least so many points"), least=1), default=1)
    days: int = told(Whole(label=gettext_noop("Within how many days"), least=1, most=MOST_DAYS), default=30)

    def test(self, scope: Scope) -> Sql:
        last, before = day_number(scope.today + timedelta(days=self.days)), day_number(scope.today) - 1
        at = "coalesce(p.expiring[width_bucket(%s::int2, p.expiry_days)], 0)"
        return Sql(f"{at} - {at} >= %s", (last, before, self.points))

    def said(self, names: Names) -> str:
        words = gettext("has at least %(points)s points that expire within %(days)s days")
        return words % {"points": names.number(self.points), "days": self.days}

    def next_change(self, scope: Scope) -> date | None:
        return tomorrow(scope)


@dataclass(frozen=True, kw_only=True)
class HasVoucher(Condition):
    """A voucher of hers that can be used."""

    key: ClassVar[str] = "voucher"
    theme: ClassVar[Theme] = Theme.LOYALTY
    label: ClassVar[str] = gettext_noop("Unused voucher")
    touched_by: ClassVar[frozenset[str]] = OF_VOUCHERS

    kind: str = told(OneOf(label=gettext_noop("Voucher"), offered=offers.voucher_kinds), default=ANY_KIND)

    def test(self, scope: Scope) -> Sql:
        if self.kind == ANY_KIND:
            return Sql("cardinality(p.vouchers) > 0")
        return Sql("%s = ANY (p.vouchers)", (self.kind,))

    def said(self, names: Names) -> str:
        if self.kind == ANY_KIND:
            return gettext("has an unused voucher")
        return gettext("has an unused voucher: %(what)s") % {"what": names.voucher(self.kind)}
