"""Windows of time over the days of purchases, as SQL.

The days of her purchases and their running sums stand in her profile; tallies hold those of each thing. They are in
order (see profile/), so a question about a window looks into one array: how many
purchases fall into it is the difference of two places, and what they came to is the difference of two sums.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quen.insight.business_day import business_timezone, start_of
from quen.segments.conditions.words import Compare
from quen.segments.inputs import ANYTHING, Span, Window
from quen.segments.rules import Scope, tomorrow
from quen.segments.sql import Sql, always, day_number, found_by, negated


@dataclass(frozen=True)
class Kept:
    """Where the sums of her purchases are kept, as SQL: over her profile ``p``, or over a tally ``t`` of hers."""

    days: str
    spent: str
    times: str
    total: str
    first: str
    last: str
    is_tally: bool = True

    def held(self, of: str, asked: Sql) -> Sql:
        """Whether there is such a row, and it answers the question with yes."""
        if not self.is_tally:
            return asked
        query = f"SELECT t.customer_id FROM segments_tally t WHERE t.of = %s AND {asked.text}"  # noqa: S608
        return found_by(query, (of, *asked.values))


IN_PROFILE = Kept(
    days="p.days",
    spent="p.spent",
    times="p.purchases",
    total="p.revenue_minor",
    first="p.first_day",
    last="p.last_day",
    is_tally=False,
)
IN_TALLY = Kept(
    days="t.days",
    spent="t.spent",
    times="t.times",
    total="coalesce(t.spent[t.times], 0)",
    first="t.first_day",
    last="t.last_day",
)


def kept_of(of: str) -> Kept:
    """Where to look: of everything she bought her profile knows, of one thing its tally."""
    return IN_PROFILE if of == ANYTHING else IN_TALLY


def times_in(window: Window, today: date, kept: Kept) -> Sql:
    """How many purchases fall into the window."""
    if window.span is Span.EVER:
        return Sql(kept.times)
    if window.span is Span.LAST:
        return Sql(f"{kept.times} - width_bucket(%s::int2, {kept.days})", (_day_before(window, today),))
    assert window.first and window.last
    text = f"width_bucket(%s::int2, {kept.days}) - width_bucket(%s::int2, {kept.days})"
    return Sql(text, (day_number(window.last), day_number(window.first) - 1))


def spent_in(window: Window, today: date, kept: Kept) -> Sql:
    """What the purchases of the window come to: the difference of two running sums."""
    if window.span is Span.EVER:
        return Sql(kept.total)
    before = f"coalesce({kept.spent}[width_bucket(%s::int2, {kept.days})], 0)"
    if window.span is Span.LAST:
        return Sql(f"{kept.total} - {before}", (_day_before(window, today),))
    assert window.first and window.last
    return Sql(f"{before} - {before}", (day_number(window.last), day_number(window.first) - 1))


def average_in(window: Window, today: date, kept: Kept, sign: str, amount_minor: int) -> Sql:
    """Whether a purchase of the window, of which there is one at least, comes to so much on average.

    Who never bought, or only before or after, is told by two numbers of the row before any array is opened.
    """
    spent, times = spent_in(window, today, kept), times_in(window, today, kept)
    near, days = f"{kept.times} > 0", []
    if window.span is Span.LAST:
        near, days = f"{near} AND {kept.last} > %s", [_day_before(window, today)]
    elif window.span is Span.BETWEEN:
        assert window.first and window.last
        near, days = f"{near} AND {kept.first} <= %s AND {kept.last} >= %s", [
            day_number(window.last), day_number(window.first),
        ]  # fmt: skip
    if sign == ">=" and amount_minor > 0:  # no purchase comes to nothing, and is not looked for by itself
        text = f"{near} AND {spent.text} >= greatest(%s * ({times.text}), 1)"
        return Sql(text, (*days, *spent.values, amount_minor, *times.values))
    text = f"{near} AND {times.text} > 0 AND {spent.text} {sign} %s * ({times.text})"
    return Sql(text, (*days, *times.values, *spent.values, amount_minor, *times.values))


def compare_times(of: str, window: Window, today: date, compare: str, times: int) -> Sql:
    """So often, at least, at most or exactly; who has no such purchase at all has none."""
    kept = kept_of(of)
    count = times_in(window, today, kept)
    if times == 0 or (compare == Compare.AT_LEAST and times == 1):
        if compare == Compare.AT_LEAST:
            return always(True) if times == 0 else kept.held(of, _some_in(window, today, kept))
        return negated(kept.held(of, _some_in(window, today, kept)))
    if compare == Compare.AT_MOST:
        return negated(kept.held(of, Sql(f"{count.text} > %s", (*count.values, times))))
    sign = ">=" if compare == Compare.AT_LEAST else "="
    return kept.held(of, Sql(f"{count.text} {sign} %s", (*count.values, times)))


def _some_in(window: Window, today: date, kept: Kept) -> Sql:
    """Whether any purchase falls into the window; of the last days the very last purchase tells."""
    if window.span is Span.LAST:
        return Sql(f"coalesce({kept.last} > %s, false)", (_day_before(window, today),))
    count = times_in(window, today, kept)
    return Sql(f"{count.text} > 0", count.values)


def moved_on(window: Window, scope: Scope) -> date | None:
    """A window of the last days moves on every day; one between two days stands still."""
    return tomorrow(scope) if window.span is Span.LAST else None


def day_in(day: str, window: Window, today: date) -> Sql:
    if window.span is Span.EVER:
        return Sql(f"{day} IS NOT NULL")
    if window.span is Span.LAST:
        return Sql(f"coalesce({day} > %s, false)", (_day_before(window, today),))
    assert window.first and window.last
    return Sql(
        f"coalesce({day} BETWEEN %s AND %s, false)", (day_number(window.first), day_number(window.last))
    )


def in_window(moment: str, window: Window, today: date) -> tuple[str, list[Any]]:
    """Whether a moment of another room's row falls into the window by the shop's clock, as SQL, and its values."""
    if window.span is Span.EVER:
        return "true", []
    first, end = today - timedelta(days=(window.days or 1) - 1), date.max
    if window.span is Span.BETWEEN:
        assert window.first and window.last
        first, end = window.first, window.last + timedelta(days=1)
    days = [start_of(day, business_timezone()) for day in (first, end)]
    return f"coalesce({moment} >= %s AND {moment} < %s, false)", days


def _day_before(window: Window, today: date) -> int:
    """The day before a window of the last days begins."""
    assert window.days
    return day_number(today - timedelta(days=window.days))
