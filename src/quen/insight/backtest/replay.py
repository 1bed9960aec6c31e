"""Replay a history through one programme, or through two side by side."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from quen.insight.backtest.compare import compare
from quen.insight.backtest.findings import Example, Findings, Verdict
from quen.insight.backtest.history import History
from quen.insight.backtest.silent import asks_birthdays, segments_asked, silent_rules
from quen.kernel.without_collector import without_collector
from quen.programme.programme import Programme
from quen.programme.replay import Replay, has_budget, needs_lines
from quen.programme.totals import Totals

Progress = Callable[[float], None]
"""Called with the share of the whole that is done, 0 to 1."""
_EVERY = 16_384


@dataclass(frozen=True)
class Candidate:
    """A programme under the name it is shown by: its file, its draft, or "today"."""

    label: str
    programme: Programme


def back_test(
    history: History,
    draft: Candidate,
    against: Candidate | None,
    *,
    currency: str,
    on_progress: Progress,
    began: float | None = None,
) -> Findings:
    """What `draft` would have given over `history`, and what `against` would have. Seconds count from `began`
    (`time.perf_counter`), where reading the sales belongs to it.
    """
    replayed = time.perf_counter()
    share = 0.5 if against else 1.0
    with without_collector():
        first = _replayed(draft.programme, history, lambda done: on_progress(done * share))
        second = (
            _replayed(against.programme, history, lambda done: on_progress(share + done * share))
            if against
            else None
        )
    ended = time.perf_counter()
    return Findings(
        currency=currency,
        anonymous_purchases=history.anonymous_purchases,
        unlinked_returns=history.unlinked_returns,
        draft=_verdict(draft, first, history),
        against=_verdict(against, second, history) if against and second else None,
        comparison=compare(history, first, second) if second else None,
        segments_are_todays=history.in_segments is not None
        and any(segments_asked(each.programme) for each in (draft, against) if each),
        seconds=ended - (replayed if began is None else began),
        replay_seconds=ended - replayed,
    )


def _replayed(programme: Programme, history: History, on_progress: Progress) -> Totals:
    asked = segments_asked(programme)
    segments = history.in_segments(asked) if history.in_segments and asked else {}
    birthdays = history.birthdays() if history.birthdays and asks_birthdays(programme) else {}
    replay = Replay(
        programme,
        members=history.members,
        examples=history.examples,
        segments=segments,
        birthdays=birthdays,
    )
    sales = history.sales(with_lines=needs_lines(programme), by_member=not has_budget(programme))
    for place, sale in enumerate(sales):
        replay.take(sale)
        if place % _EVERY == 0:
            on_progress(min(place / max(history.purchases, 1), 1.0))
    return replay.finish(history.as_of)


def _verdict(candidate: Candidate, totals: Totals, history: History) -> Verdict:
    examples = tuple(
        Example(*history.receipt(number), outcome=outcome) for number, outcome in totals.examples.items()
    )
    return Verdict(
        label=candidate.label,
        programme=candidate.programme,
        totals=totals,
        examples=examples,
        silent_rules=silent_rules(candidate.programme, history),
    )
