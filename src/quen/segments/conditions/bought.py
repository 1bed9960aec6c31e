"""What she bought: how often, for how much, what, where and when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext, ngettext

from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.touched import OF_PURCHASES
from quen.segments.conditions.windows import average_in, compare_times, day_in, kept_of, moved_on, spent_in
from quen.segments.conditions.words import (
    COMPARE,
    COMPARE_SUM,
    WHEN,
    Compare,
    compared,
    fits,
    tidied,
    within,
)
from quen.segments.inputs import ANYTHING, EVER, Thing, Whole, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme, tomorrow
from quen.segments.sql import Sql, always, day_number, negated
from quen.segments.then import Then

THING = Thing(label=gettext_noop("What, or where"))


@dataclass(frozen=True, kw_only=True)
class Tallied(Condition):
    """What the conditions on purchases have in common: of which goods or at which place."""

    theme: ClassVar[Theme] = Theme.PURCHASES
    touched_by: ClassVar[frozenset[str]] = OF_PURCHASES

    of: str = told(THING, default=ANYTHING)

    def things_then(self) -> tuple[str, ...]:
        return (self.of,)

    def _what(self, names: Names) -> str:
        return names.bought(self.of)


@dataclass(frozen=True, kw_only=True)
class Bought(Tallied):
    """So many purchases. A receipt counts once, however many lines of it fit."""

    key: ClassVar[str] = "bought"
    label: ClassVar[str] = gettext_noop("Bought how often")

    compare: str = told(COMPARE, default=Compare.AT_LEAST.value)
    times: int = told(Whole(label=gettext_noop("How many times"), least=0, most=100_000), default=1)
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        return compare_times(self.of, self.when, scope.today, self.compare, self.times)

    def held(self, then: Then) -> bool:
        return fits(len(then.sales_in(self.of, self.when)), self.compare, self.times)

    def said(self, names: Names) -> str:
        if (self.compare, self.times) in {("at_most", 0), ("exactly", 0)}:
            never = gettext("did not buy %(what)s %(when)s")
            return tidied(never % {"what": self._what(names), "when": within(self.when)})
        words = ngettext(
            "bought %(what)s %(compare)s %(times)s time %(when)s",
            "bought %(what)s %(compare)s %(times)s times %(when)s",
            self.times,
        )
        return tidied(
            words % {"what": self._what(names), "compare": compared(self.compare), "times": self.times,
                     "when": within(self.when)}
        )  # fmt: skip

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class Spent(Tallied):
    """So much money, before returns, as the value band counts it."""

    key: ClassVar[str] = "spent"
    label: ClassVar[str] = gettext_noop("Spent how much")

    compare: str = told(COMPARE_SUM, default=Compare.AT_LEAST.value)
    amount_minor: int = told(Whole(label=gettext_noop("Amount"), most=10**15, is_money=True))
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        kept = kept_of(self.of)
        spent = spent_in(self.when, scope.today, kept)
        if self.compare == Compare.AT_MOST:
            return negated(kept.held(self.of, Sql(f"{spent.text} > %s", (*spent.values, self.amount_minor))))
        if self.amount_minor == 0:
            return always(True)
        return kept.held(self.of, Sql(f"{spent.text} >= %s", (*spent.values, self.amount_minor)))

    def held(self, then: Then) -> bool:
        spent = sum(sale.amount_minor for sale in then.sales_in(self.of, self.when))
        return fits(spent, self.compare, self.amount_minor)

    def said(self, names: Names) -> str:
        return tidied(
            gettext("spent %(compare)s %(amount)s %(what)s %(when)s")
            % {"compare": compared(self.compare), "amount": names.money(self.amount_minor),
               "what": names.spent_on(self.of), "when": within(self.when)}
        )  # fmt: skip

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class AverageSpent(Tallied):
    """Spending a purchase, of who bought at all in that time."""

    key: ClassVar[str] = "average"
    label: ClassVar[str] = gettext_noop("Average purchase")

    compare: str = told(COMPARE_SUM, default=Compare.AT_LEAST.value)
    amount_minor: int = told(Whole(label=gettext_noop("Amount"), most=10**15, is_money=True))
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        kept, sign = kept_of(self.of), ">=" if self.compare == Compare.AT_LEAST else "<="
        return kept.held(self.of, average_in(self.when, scope.today, kept, sign, self.amount_minor))

    def held(self, then: Then) -> bool:
        sales = then.sales_in(self.of, self.when)
        spent = sum(sale.amount_minor for sale in sales)
        return bool(sales) and fits(spent, self.compare, self.amount_minor * len(sales))

    def said(self, names: Names) -> str:
        return tidied(
            gettext("spent %(compare)s %(amount)s a purchase %(what)s %(when)s")
            % {"compare": compared(self.compare), "amount": names.money(self.amount_minor),
               "what": names.spent_on(self.of), "when": within(self.when)}
        )  # fmt: skip

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class FirstBought(Tallied):
    """The day of the first purchase."""

    key: ClassVar[str] = "first_bought"
    label: ClassVar[str] = gettext_noop("First purchase")

    when: Window = told(WHEN)

    def test(self, scope: Scope) -> Sql:
        kept = kept_of(self.of)
        return kept.held(self.of, day_in(kept.first, self.when, scope.today))

    def held(self, then: Then) -> bool:
        sales = then.sales(self.of)
        return bool(sales) and then.is_in(sales[0].day, self.when)

    def said(self, names: Names) -> str:
        words = gettext("bought %(what)s for the first time %(when)s")
        return tidied(words % {"what": self._what(names), "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class LastBought(Tallied):
    """The day of the last purchase."""

    key: ClassVar[str] = "last_bought"
    label: ClassVar[str] = gettext_noop("Last purchase")

    when: Window = told(WHEN)

    def test(self, scope: Scope) -> Sql:
        kept = kept_of(self.of)
        return kept.held(self.of, day_in(kept.last, self.when, scope.today))

    def held(self, then: Then) -> bool:
        sales = then.sales(self.of)
        return bool(sales) and then.is_in(sales[-1].day, self.when)

    def said(self, names: Names) -> str:
        words = gettext("bought %(what)s for the last time %(when)s")
        return tidied(words % {"what": self._what(names), "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class SilentFor(Tallied):
    """Days since the last purchase, of who ever bought."""

    key: ClassVar[str] = "days_since"
    label: ClassVar[str] = gettext_noop("Days since the last purchase")

    compare: str = told(COMPARE_SUM, default=Compare.AT_LEAST.value)
    days: int = told(Whole(label=gettext_noop("How many days"), least=0, most=3_660))

    def test(self, scope: Scope) -> Sql:
        sign = "<=" if self.compare == Compare.AT_LEAST else ">="
        day = day_number(scope.today - timedelta(days=self.days))
        kept = kept_of(self.of)
        return kept.held(self.of, Sql(f"coalesce({kept.last} {sign} %s, false)", (day,)))

    def held(self, then: Then) -> bool:
        sales = then.sales(self.of)
        return bool(sales) and fits((then.today - sales[-1].day).days, self.compare, self.days)

    def said(self, names: Names) -> str:
        words = ngettext(
            "last bought %(what)s %(compare)s %(days)s day ago",
            "last bought %(what)s %(compare)s %(days)s days ago",
            self.days,
        )
        return tidied(
            words % {"what": self._what(names), "compare": compared(self.compare), "days": self.days}
        )

    def next_change(self, scope: Scope) -> date | None:
        return tomorrow(scope)
