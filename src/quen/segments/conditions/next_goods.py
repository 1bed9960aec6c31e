"""What she may like next, and what she runs out of: kept for every customer every night, without events."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext

from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.inputs import ANYTHING, GOODS, MOST_DAYS, Thing, ThingKind, Whole, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme, tomorrow
from quen.segments.sql import Sql, found_by

_OF = Thing(label=gettext_noop("What"), kinds=GOODS)


@dataclass(frozen=True, kw_only=True)
class NextGoods(Condition):
    """What both have in common: a table with a product by customer, written anew every night."""

    theme: ClassVar[Theme] = Theme.FORECAST
    touched_by: ClassVar[frozenset[str]] = OF_MERGES

    of: str = told(_OF, default=ANYTHING)

    def next_change(self, scope: Scope) -> date | None:
        return tomorrow(scope)

    def _found(self, table: str, asked: str, *values: object) -> Sql:
        """Whether a row ``n`` of hers names the product, or one of the category, and fits."""
        kind, _colon, number = self.of.partition(":")
        if self.of == ANYTHING:
            return found_by(f"SELECT n.customer_id FROM {table} n WHERE {asked}", values)  # noqa: S608
        if kind == ThingKind.PRODUCT:
            query = f"SELECT n.customer_id FROM {table} n WHERE n.product_id = %s AND {asked}"  # noqa: S608
        else:
            query = (
                f"SELECT n.customer_id FROM {table} n JOIN purchases_product good ON good.id = n.product_id"  # noqa: S608
                f" WHERE good.category_id = %s AND {asked}"
            )
        return found_by(query, (int(number), *values))


@dataclass(frozen=True, kw_only=True)
class MayLike(NextGoods):
    """One of the three products she is likeliest to take next of what is new to her."""

    key: ClassVar[str] = "may_like"
    label: ClassVar[str] = gettext_noop("May like next")

    def test(self, scope: Scope) -> Sql:
        return self._found("insight_nextproduct", "true")

    def said(self, names: Names) -> str:
        return gettext("may like %(what)s next") % {"what": names.bought(self.of) or gettext("something new")}


@dataclass(frozen=True, kw_only=True)
class RunsOutOf(NextGoods):
    """She runs out of it, by her own rhythm, within so many days from today."""

    key: ClassVar[str] = "runs_out"
    label: ClassVar[str] = gettext_noop("Runs out of")

    days: int = told(Whole(label=gettext_noop("Within how many days"), least=0, most=MOST_DAYS), default=7)

    def test(self, scope: Scope) -> Sql:
        last = scope.today + timedelta(days=self.days)
        return self._found("insight_runsout", "n.runs_out_on BETWEEN %s AND %s", scope.today, last)

    def said(self, names: Names) -> str:
        words = gettext("runs out of %(what)s within %(days)s days")
        return words % {"what": names.bought(self.of) or gettext("something"), "days": self.days}
