"""What she bought, where, when, how often and for how much, in one question."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext, ngettext

from quen.insight.business_day import business_timezone
from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.touched import OF_PURCHASES
from quen.segments.conditions.windows import (
    IN_TALLY,
    Kept,
    compare_times,
    kept_of,
    moved_on,
    spent_in,
    times_in,
)
from quen.segments.conditions.words import WHEN, Compare, tidied, within
from quen.segments.inputs import ANYTHING, EVER, GOODS, PLACES, Span, Thing, ThingKind, Whole, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme
from quen.segments.sql import Sql, day_number

# The days of the goods' receipts and of the place's tell by themselves, unless on one of those days she bought at the
# place and elsewhere too: then her facts decide. Sums of a day are differences of running sums. Who buys nowhere else
# is told by the goods alone, and where they stand on one receipt its day tells.
_DAYS = """EXISTS (
    SELECT FROM segments_tally t JOIN segments_tally w ON w.customer_id = t.customer_id AND w.of = %s
    WHERE t.of = %s AND t.customer_id = p.customer_id AND t.times >= %s AND w.times >= %s{since} AND CASE
        WHEN w.times = p.purchases THEN {alone}
        WHEN t.times = 1 AND {there_once} = 0 THEN false
        WHEN t.times = 1 AND {there_once} = {whole_once} THEN {alone}
        ELSE (
            SELECT CASE
                WHEN bool_or(d.whole > d.there) THEN {facts}
                ELSE count(*) >= %s AND coalesce(sum(d.amount_minor), 0) >= %s
            END
            FROM (
                SELECT
                    {there} AS there, {whole} AS whole,
                    t.spent[place] - coalesce(t.spent[place - 1], 0) AS amount_minor
                FROM unnest(t.days) WITH ORDINALITY AS receipt (day, place) WHERE {window}
            ) AS d WHERE d.there > 0)
        END)"""
_ON = "(width_bucket({day}, {days}) - width_bucket(({day} - 1)::int2, {days}))"
_COUNTS = {
    f"{name}{once}": _ON.format(day=day, days=days)
    for name, days in (("there", "w.days"), ("whole", "p.days"))
    for once, day in (("", "day"), ("_once", "t.first_day"))
}
"""Receipts of one day: at the place, and in all."""
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
        """One thing is asked of its tally; goods at a place of the days of both tallies, and of facts where those leave
        it open."""
        if not (self.of and self.at):
            return self._of_one(self.of or self.at, scope)
        facts, alone, (least, most) = (
            self._of_facts(scope),
            self._enough(IN_TALLY, scope),
            self._bounds(scope),
        )
        since = "" if least is None else " AND t.last_day >= %s AND w.last_day >= %s"
        window = ["day >= %s"] * (least is not None) + ["day <= %s"] * (most is not None)
        text = _DAYS.format(
            since=since, alone=alone.text, facts=facts.text, window=" AND ".join(window) or "true", **_COUNTS
        )
        values = (
            self.at, self.of, self.times, self.times, *(() if least is None else (least, least)),
            *alone.values, *alone.values, *facts.values, self.times, self.amount_minor,
            *(day for day in (least, most) if day is not None),
        )  # fmt: skip
        return Sql(text, values, looks_elsewhere=True)

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
        return kept.held(of, self._enough(kept, scope))

    def _enough(self, kept: Kept, scope: Scope) -> Sql:
        """So often, and for so much, by what is kept of one thing."""
        times, spent = times_in(self.when, scope.today, kept), spent_in(self.when, scope.today, kept)
        text = f"{times.text} >= %s AND {spent.text} >= %s"
        return Sql(text, (*times.values, self.times, *spent.values, self.amount_minor))

    def _of_facts(self, scope: Scope) -> Sql:
        goods, what = self._goods()
        place, where = self._place()
        least, most = self._bounds(scope)
        zone = business_timezone()
        asked = [
            (f" AND {_DAY} {sign} %s", day) for sign, day in ((">=", least), ("<=", most)) if day is not None
        ]
        text = _FACTS.format(goods=goods, place=place, window="".join(words for words, _day in asked))
        when = [value for _words, day in asked for value in (zone, day)]
        return Sql(text, (*what, *where, *when, self.times, self.amount_minor))

    def _goods(self) -> tuple[str, tuple[object, ...]]:
        kind, _colon, number = self.of.partition(":")
        if kind == ThingKind.PRODUCT:
            return _GOODS.format(kinds="", thing="l.product_id = %s"), (int(number),)
        kinds = "JOIN purchases_product good ON good.id = l.product_id"
        return _GOODS.format(kinds=kinds, thing="good.category_id = %s"), (int(number),)

    def _place(self) -> tuple[str, tuple[object, ...]]:
        kind, _colon, name = self.at.partition(":")
        return ("b.store_id = %s", (int(name),)) if kind == ThingKind.STORE else ("b.channel = %s", (name,))

    def _bounds(self, scope: Scope) -> tuple[int | None, int | None]:
        """The first and the last day as tallies count: the last days have no end, and two days are both meant."""
        if self.when.span is Span.EVER:
            return None, None
        if self.when.span is Span.LAST:
            assert self.when.days
            return day_number(scope.today - timedelta(days=self.when.days - 1)), None
        assert self.when.first and self.when.last
        return day_number(self.when.first), day_number(self.when.last)
