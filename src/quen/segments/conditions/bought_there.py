"""What she bought, where, when, how often and for how much, in one question."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext, ngettext

from quen.insight.business_day import business_timezone
from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.touched import OF_PURCHASES
from quen.segments.conditions.windows import compare_times, kept_of, moved_on, spent_in, times_in
from quen.segments.conditions.words import WHEN, Compare, tidied, within
from quen.segments.inputs import ANYTHING, EVER, GOODS, PLACES, Span, Thing, ThingKind, Whole, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme
from quen.segments.sql import Sql, all_of, day_number

# Her purchases by index, and the lines of each by the index that begins with the purchase. A receipt counts once,
# however many of its lines fit, and with what those lines come to.
_FACTS = """EXISTS (
    SELECT FROM purchases_purchase b {goods}
    WHERE b.customer_id IN (
            SELECT p.customer_id UNION ALL SELECT m.id FROM people_customer m WHERE m.root_id = p.customer_id)
        AND {place}{window}
    HAVING count(*) >= %s AND sum(g.amount_minor) >= %s)"""
_GOODS = """CROSS JOIN LATERAL (
    SELECT sum(l.amount_minor) AS amount_minor FROM purchases_line l {kinds}
    WHERE l.purchase_id = b.id AND {thing} HAVING count(*) > 0) AS g"""
_DAY = "((b.bought_at AT TIME ZONE %s)::date - date '2000-01-01')"


@dataclass(frozen=True, kw_only=True)
class BoughtThere(Condition):
    """So many purchases of these goods at this place, for so much in all."""

    key: ClassVar[str] = "bought_there"
    theme: ClassVar[Theme] = Theme.PURCHASES
    label: ClassVar[str] = gettext_noop("Bought what, where, how often and for how much")
    touched_by: ClassVar[frozenset[str]] = OF_PURCHASES

    of: str = told(Thing(label=gettext_noop("What"), kinds=GOODS), default=ANYTHING)
    at: str = told(Thing(label=gettext_noop("Where"), kinds=PLACES), default=ANYTHING)
    times: int = told(Whole(label=gettext_noop("At least how many times"), least=1, most=100_000), default=1)
    amount_minor: int = told(
        Whole(label=gettext_noop("For at least how much in all"), most=10**15, is_money=True), default=0
    )
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        """One thing is asked of its tally. For goods at a place the tallies of both say who may be meant, which leaves
        few customers, and their facts decide."""
        if not (self.of and self.at):
            return self._of_one(self.of or self.at, scope)
        both = [
            compare_times(each, self.when, scope.today, Compare.AT_LEAST, self.times)
            for each in (self.of, self.at)
        ]
        return all_of([*both, self._of_facts(scope)])

    def said(self, names: Names) -> str:
        words = (
            ngettext(
                "bought %(what)s %(where)s %(times)s time or more for %(amount)s or more %(when)s",
                "bought %(what)s %(where)s %(times)s times or more for %(amount)s or more %(when)s",
                self.times,
            )
            if self.amount_minor
            else ngettext(
                "bought %(what)s %(where)s %(times)s time or more %(when)s",
                "bought %(what)s %(where)s %(times)s times or more %(when)s",
                self.times,
            )
        )
        what = names.bought(self.of) or gettext("any goods")
        facts = {"what": what, "where": names.bought(self.at), "times": names.number(self.times)}
        return tidied(words % {**facts, "amount": names.money(self.amount_minor), "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)

    def _of_one(self, of: str, scope: Scope) -> Sql:
        if not self.amount_minor:
            return compare_times(of, self.when, scope.today, Compare.AT_LEAST, self.times)
        kept = kept_of(of, summed_in=self.when)
        times, spent = times_in(self.when, scope.today, kept), spent_in(self.when, scope.today, kept)
        asked = Sql(
            f"{times.text} >= %s AND {spent.text} >= %s",
            (*times.values, self.times, *spent.values, self.amount_minor),
        )
        return kept.held(of, asked)

    def _of_facts(self, scope: Scope) -> Sql:
        goods, what = self._goods()
        place, where = self._place()
        window, when = self._window(scope)
        text = _FACTS.format(goods=goods, place=place, window=window)
        return Sql(text, (*what, *where, *when, self.times, self.amount_minor), looks_elsewhere=True)

    def _goods(self) -> tuple[str, tuple[object, ...]]:
        kind, _colon, number = self.of.partition(":")
        if kind == ThingKind.PRODUCT:
            return _GOODS.format(kinds="", thing="l.product_id = %s"), (int(number),)
        kinds = "JOIN purchases_product good ON good.id = l.product_id"
        return _GOODS.format(kinds=kinds, thing="good.category_id = %s"), (int(number),)

    def _place(self) -> tuple[str, tuple[object, ...]]:
        kind, _colon, name = self.at.partition(":")
        return ("b.store_id = %s", (int(name),)) if kind == ThingKind.STORE else ("b.channel = %s", (name,))

    def _window(self, scope: Scope) -> tuple[str, tuple[object, ...]]:
        """As tallies count: the last days have no end, and two days are both meant."""
        if self.when.span is Span.EVER:
            return "", ()
        if self.when.span is Span.LAST:
            assert self.when.days
            before = day_number(scope.today - timedelta(days=self.when.days))
            return f" AND {_DAY} > %s", (business_timezone(), before)
        assert self.when.first and self.when.last
        ends = day_number(self.when.first), day_number(self.when.last)
        return f" AND {_DAY} BETWEEN %s AND %s", (business_timezone(), *ends)
