"""What is to be expected of her, by the forecast kept of every customer; who has none fits none of these.

Forecasts are written every night without events: what asks for them is judged again for everybody when they are new.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.conditions.words import COMPARE_SUM, Compare, compared
from quen.segments.inputs import MOST_DAYS, MOST_MINOR, OneOf, Whole, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme, tomorrow
from quen.segments.sql import Sql, found_by

HORIZONS = (("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")))
_HORIZON = OneOf(label=gettext_noop("Within"), choices=HORIZONS)
_PERCENT = Whole(label=gettext_noop("Percent"), least=0, most=100)
_AMOUNT = Whole(label=gettext_noop("Amount"), most=MOST_MINOR, is_money=True)


@dataclass(frozen=True, kw_only=True)
class Expected(Condition):
    """What the conditions on forecasts have in common."""

    theme: ClassVar[Theme] = Theme.FORECAST
    touched_by: ClassVar[frozenset[str]] = OF_MERGES

    compare: str = told(COMPARE_SUM, default=Compare.AT_LEAST.value)

    def next_change(self, scope: Scope) -> date | None:
        return tomorrow(scope)

    def _asked(self, column: str, value: float) -> Sql:
        sign = ">=" if self.compare == Compare.AT_LEAST else "<="
        return forecast_of(f"f.{column} {sign} %s", value)


@dataclass(frozen=True, kw_only=True)
class StillActive(Expected):
    """The chance that she is still a customer."""

    key: ClassVar[str] = "active"
    label: ClassVar[str] = gettext_noop("Chance that she is still a customer")

    percent: int = told(_PERCENT, default=50)

    def test(self, scope: Scope) -> Sql:
        return self._asked("p_active", self.percent / 100)

    def said(self, names: Names) -> str:
        words = gettext("is still a customer with a chance of %(compare)s %(percent)s %%")
        return words % {"compare": compared(self.compare), "percent": self.percent}


@dataclass(frozen=True, kw_only=True)
class Overdue(Expected):
    """How unusual her silence is for herself: the share of her own gaps that are shorter."""

    key: ClassVar[str] = "overdue"
    label: ClassVar[str] = gettext_noop("Overdue by her own rhythm")

    percent: int = told(_PERCENT, default=90)

    def test(self, scope: Scope) -> Sql:
        return self._asked("overdue", self.percent / 100)

    def said(self, names: Names) -> str:
        words = gettext("has been silent longer than %(compare)s %(percent)s %% of her own gaps")
        return words % {"compare": compared(self.compare), "percent": self.percent}


@dataclass(frozen=True, kw_only=True)
class ExpectedPurchases(Expected):
    """How many days with a purchase are to be expected."""

    key: ClassVar[str] = "expected_purchases"
    label: ClassVar[str] = gettext_noop("Expected purchases")

    times: int = told(Whole(label=gettext_noop("How many times"), least=0, most=10_000), default=1)
    horizon: str = told(_HORIZON, default="90")

    def test(self, scope: Scope) -> Sql:
        return self._asked(f"expected_{int(self.horizon)}", self.times)

    def said(self, names: Names) -> str:
        words = ngettext(
            "is expected to buy %(compare)s %(times)s time within %(when)s",
            "is expected to buy %(compare)s %(times)s times within %(when)s",
            self.times,
        )
        return words % {
            "compare": compared(self.compare), "times": self.times, "when": dict(HORIZONS)[self.horizon],
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ExpectedSpending(Expected):
    """How much is to be expected."""

    key: ClassVar[str] = "expected_spending"
    label: ClassVar[str] = gettext_noop("Expected spending")

    amount_minor: int = told(_AMOUNT)
    horizon: str = told(_HORIZON, default="90")

    def test(self, scope: Scope) -> Sql:
        return self._asked(f"spend_{int(self.horizon)}_minor", self.amount_minor)

    def said(self, names: Names) -> str:
        return gettext("is expected to spend %(compare)s %(amount)s within %(when)s") % {
            "compare": compared(self.compare), "amount": names.money(self.amount_minor),
            "when": dict(HORIZONS)[self.horizon],
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LifetimeValue(Expected):
    """What she is worth over the next three years."""

    key: ClassVar[str] = "lifetime_value"
    label: ClassVar[str] = gettext_noop("Lifetime value")

    amount_minor: int = told(_AMOUNT)

    def test(self, scope: Scope) -> Sql:
        return self._asked("lifetime_value_minor", self.amount_minor)

    def said(self, names: Names) -> str:
        words = gettext("has a lifetime value of %(compare)s %(amount)s")
        return words % {"compare": compared(self.compare), "amount": names.money(self.amount_minor)}


@dataclass(frozen=True, kw_only=True)
class NextVisit(Condition):
    """Her next visit is expected within so many days from today, by her own rhythm."""

    key: ClassVar[str] = "next_visit"
    theme: ClassVar[Theme] = Theme.FORECAST
    label: ClassVar[str] = gettext_noop("Next visit expected")
    touched_by: ClassVar[frozenset[str]] = OF_MERGES

    days: int = told(Whole(label=gettext_noop("Within how many days"), least=1, most=MOST_DAYS), default=7)

    def test(self, scope: Scope) -> Sql:
        last = scope.today + timedelta(days=self.days)
        return forecast_of("f.next_visit BETWEEN %s AND %s", scope.today, last)

    def said(self, names: Names) -> str:
        return gettext("is expected again within %(days)s days") % {"days": self.days}

    def next_change(self, scope: Scope) -> date | None:
        return tomorrow(scope)


def forecast_of(asked: str, *values: object) -> Sql:
    """Whether her forecast says so."""
    return found_by(f"SELECT f.customer_id FROM insight_forecast f WHERE {asked}", values)  # noqa: S608
