"""What she bought, where, when, how often and for how much, in one question."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext, ngettext

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
from quen.segments.sql import Sql, day_number, found_by
from quen.segments.then import Then

# A tally of goods says where each receipt was, a store as its number and a channel as the negative of its own. Most who
# bought a thing did so once: of them the one place tells. Else receipts are looked through, what one came to being the
# difference of two running sums.
_THERE = """SELECT t.customer_id FROM segments_tally t
    WHERE t.of = %s AND t.times >= %s{since} AND {place} = ANY (t.places){enough}"""
_ENOUGH = """ AND CASE
        WHEN t.times = 1 THEN {once}
        ELSE (
            SELECT count(*) >= %s AND coalesce(sum(t.spent[n] - coalesce(t.spent[n - 1], 0)), 0) >= %s
            FROM generate_series(1, t.times) AS n WHERE t.places[n][{which}] = {place}{window})
        END"""
_STORE, _CHANNEL = "%s", "(SELECT -c.id FROM segments_channelnumber c WHERE c.name = %s)"


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
        """Goods at a place are asked of the goods' tally, one of the two of its own."""
        if not (self.of and self.at):
            return self._of_one(self.of or self.at, scope)
        place, where = self._place()
        least, _most = self._bounds(scope)
        enough, values = self._among(scope)
        text = _THERE.format(
            since="" if least is None else " AND t.last_day >= %s", place=place, enough=enough
        )
        return found_by(text, (self.of, self.times, *(() if least is None else (least,)), where, *values))

    def things_then(self) -> tuple[str, ...] | None:
        """Of goods at a place two things had to be looked at together: that is not asked of days past."""
        return None if self.of and self.at else (self.of or self.at,)

    def held(self, then: Then) -> bool:
        sales = then.sales_in(self.of or self.at, self.when)
        return len(sales) >= self.times and sum(sale.amount_minor for sale in sales) >= self.amount_minor

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
        kept = kept_of(of)
        return kept.held(of, self._enough(kept, scope))

    def _enough(self, kept: Kept, scope: Scope) -> Sql:
        """So often, and for so much, by what is kept of one thing."""
        times, spent = times_in(self.when, scope.today, kept), spent_in(self.when, scope.today, kept)
        text = f"{times.text} >= %s AND {spent.text} >= %s"
        return Sql(text, (*times.values, self.times, *spent.values, self.amount_minor))

    def _among(self, scope: Scope) -> tuple[str, tuple[object, ...]]:
        """So often, and for so much, among the receipts at the place; nothing where any of them will do."""
        if self.times == 1 and not self.amount_minor and self.when.span is Span.EVER:
            return "", ()
        place, where = self._place()
        once = self._enough(IN_TALLY, scope)
        days = [
            (f" AND t.days[n] {sign} %s", day)
            for sign, day in zip((">=", "<="), self._bounds(scope), strict=True)
            if day is not None
        ]
        text = _ENOUGH.format(
            once=once.text, place=place, which=1 if place is _STORE else 2,
            window="".join(words for words, _day in days),
        )  # fmt: skip
        return text, (*once.values, self.times, self.amount_minor, where, *(day for _words, day in days))

    def _place(self) -> tuple[str, object]:
        kind, _colon, name = self.at.partition(":")
        return (_STORE, int(name)) if kind == ThingKind.STORE else (_CHANNEL, name)

    def _bounds(self, scope: Scope) -> tuple[int | None, int | None]:
        """The first and the last day as tallies count: the last days have no end, and two days are both meant."""
        if self.when.span is Span.EVER:
            return None, None
        if self.when.span is Span.LAST:
            assert self.when.days
            return day_number(scope.today - timedelta(days=self.when.days - 1)), None
        assert self.when.first and self.when.last
        return day_number(self.when.first), day_number(self.when.last)
