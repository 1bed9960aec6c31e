"""The steps of a back-test: read the programmes, read the sales, replay, answer."""

import time
from pathlib import Path

from django.utils.translation import gettext
from rich.console import Console
from rich.text import Text

from quen.cli.backtest.as_json import as_json
from quen.cli.backtest.compare import compare
from quen.cli.backtest.findings import Example, Findings, Verdict
from quen.cli.backtest.history import History, history_of
from quen.cli.backtest.terminal import show
from quen.cli.backtest.wanted import Wanted
from quen.cli.programme import read_programme
from quen.cli.report.guess import counts_line, show_guess
from quen.cli.report.outcome import check_writable, write_whole
from quen.cli.report.progress import Bar, bar
from quen.cli.report.words import Words
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.programme import Programme
from quen.programme.replay import Replay, Totals, has_budget, needs_lines, without_collector
from quen.sales_file import open_sales

_EVERY = 16_384
OTHER_CURRENCY = gettext_noop(
    "The programme is written in %(programme)s, the sales are in %(sales)s: its amounts are taken as the smallest "
    "units of %(sales)s. “quen programme example --currency %(sales)s” prints one in that currency."
)


def run(wanted: Wanted) -> None:
    """Back-test what was asked for. Raises QuenError with nothing written."""
    began = time.perf_counter()
    if wanted.json_file:
        check_writable(wanted.json_file)
    draft = read_programme(wanted.programme)
    against = read_programme(wanted.against) if wanted.against else None
    aside = Console(stderr=True, highlight=False)
    with (
        bar(aside, gettext) as progress,
        open_sales(wanted.sales, wanted.reading, on_progress=progress.reading) as sales,
    ):
        words = Words(wanted.language, sales.plan.currency, gettext)
        show_guess(sales.plan, words, aside)
        sales.read()
        aside.print(Text(counts_line(sales.counts, words)))
        draft = _in_currency(draft, sales.plan.currency, aside)
        against = _in_currency(against, sales.plan.currency, aside) if against else None
        history = history_of(sales.connection, date_to=wanted.reading.date_to)
        replayed = time.perf_counter()
        with without_collector():
            first = _replayed(draft, history, progress)
            second = _replayed(against, history, progress) if against else None
        ended = time.perf_counter()
        findings = Findings(
            currency=sales.plan.currency,
            anonymous_purchases=history.anonymous_purchases,
            unlinked_returns=history.unlinked_returns,
            draft=_verdict(wanted.programme, draft, first, history),
            against=_verdict(wanted.against, against, second, history)
            if wanted.against and against and second
            else None,
            comparison=compare(history, first, second) if second else None,
            seconds=ended - began,
            replay_seconds=ended - replayed,
        )
    _give(findings, wanted, words, aside)


def _in_currency(programme: Programme, currency: str, aside: Console) -> Programme:
    """The programme with its amounts read as minor units of the sales' currency, and a word where that is news."""
    if programme.currency == currency:
        return programme
    told = {"programme": programme.currency, "sales": currency}
    aside.print(Text(Sentence(OTHER_CURRENCY, told).render(gettext)))
    return programme.model_copy(update={"currency": currency})


def _replayed(programme: Programme, history: History, progress: Bar) -> Totals:
    replay = Replay(programme, members=history.members, examples=history.examples)
    doing = Sentence(gettext_noop("Replaying the purchases"))
    sales = history.sales(with_lines=needs_lines(programme), by_member=not has_budget(programme))
    for place, sale in enumerate(sales):
        replay.take(sale)
        if place % _EVERY == 0:
            progress.reading(doing, place / max(history.purchases, 1))
    return replay.finish(history.as_of)


def _verdict(path: Path, programme: Programme, totals: Totals, history: History) -> Verdict:
    examples = tuple(
        Example(*history.receipt(number), outcome=outcome) for number, outcome in totals.examples.items()
    )
    return Verdict(label=path.name, programme=programme, totals=totals, examples=examples)


def _give(findings: Findings, wanted: Wanted, words: Words, aside: Console) -> None:
    out = Console(highlight=False)
    if wanted.is_for_machines:
        out.file.write(as_json(findings))
        return
    show(findings, words, out)
    if wanted.json_file:
        write_whole(wanted.json_file, as_json(findings))
        path: Path = wanted.json_file
        aside.print(Text(Sentence(gettext_noop("Written: %(path)s"), {"path": path}).render(gettext)))
