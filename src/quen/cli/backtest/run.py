"""The steps of a back-test: read the programmes, read the sales, replay, answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext
from rich.console import Console
from rich.text import Text

from quen.cli.backtest.terminal import show
from quen.cli.backtest.wanted import Wanted
from quen.cli.errors import BadOption
from quen.cli.programme import read_programme
from quen.cli.report.guess import read_openly
from quen.cli.report.outcome import check_writable, write_whole
from quen.cli.report.progress import Bar, bar
from quen.cli.report.words import Words
from quen.insight.backtest.as_json import as_json
from quen.insight.backtest.findings import Findings
from quen.insight.backtest.history import History, history_of
from quen.insight.backtest.replay import Candidate, back_test
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file import open_sales

OTHER_CURRENCY = gettext_noop(
    "The programme is written in %(programme)s, the sales are in %(sales)s: its amounts are taken as the smallest "
    "units of %(sales)s. “quen programme example --currency %(sales)s” prints one in that currency."
)


@dataclass(frozen=True)
class Ground:
    """What is replayed, and in which words it is told."""

    history: History
    currency: str
    words: Words


def run(wanted: Wanted) -> None:
    """Back-test what was asked for. Raises QuenError with nothing written."""
    began = time.perf_counter()
    if wanted.json.file:
        check_writable(wanted.json.file)
    draft = Candidate(wanted.programme.name, read_programme(wanted.programme))
    against = Candidate(wanted.against.name, read_programme(wanted.against)) if wanted.against else None
    aside = Console(stderr=True, highlight=False)
    doing = Sentence(gettext_noop("Replaying the purchases"))
    with bar(aside, gettext) as progress, _ground(wanted, progress, aside) as ground:
        if against is None and not wanted.sales:
            against = _today()
        findings = back_test(
            ground.history,
            _in_currency(draft, ground.currency, aside),
            _in_currency(against, ground.currency, aside) if against else None,
            currency=ground.currency,
            on_progress=lambda share: progress.reading(doing, share),
            began=began,
        )
    _give(findings, wanted, ground.words, aside)


@contextmanager
def _ground(wanted: Wanted, progress: Bar, aside: Console) -> Iterator[Ground]:
    """The sales files; without any, the shop's own sales."""
    if not wanted.sales:
        with _own_sales(wanted) as ground:
            yield ground
        return
    with open_sales(wanted.sales, wanted.reading, on_progress=progress.reading) as sales:
        words = Words(wanted.language, sales.plan.currency, gettext)
        read_openly(sales, words, aside)
        history = history_of(sales.connection, date_to=wanted.reading.date_to)
        yield Ground(history, sales.plan.currency, words)


@contextmanager
def _own_sales(wanted: Wanted) -> Iterator[Ground]:
    # Imported here: files are replayed without a database.
    from quen.insight.backtest.of_lake import history_of_lake
    from quen.insight.lake.read import Filters
    from quen.shops.reads import current_business

    business = current_business()
    if business is None:
        raise BadOption(
            gettext_noop("There is no shop here yet. Name the sales to replay with --sales FILE.")
        )
    filters = Filters(first_day=wanted.reading.date_from, last_day=wanted.reading.date_to)
    with history_of_lake(filters) as history:
        yield Ground(history, business.currency, Words(wanted.language, business.currency, gettext))


def _today() -> Candidate | None:
    """The programme in force today, to hold the draft against."""
    from quen.enrolment.versions import version_in_force
    from quen.insight.business_day import business_today

    programme = version_in_force(business_today())
    return Candidate(gettext("Today's programme"), programme) if programme else None


def _in_currency(candidate: Candidate, currency: str, aside: Console) -> Candidate:
    """The programme with its amounts read as minor units of the sales' currency, and a word where that is news."""
    programme = candidate.programme
    if programme.currency == currency:
        return candidate
    told = {"programme": programme.currency, "sales": currency}
    aside.print(Text(Sentence(OTHER_CURRENCY, told).render(gettext)))
    return Candidate(candidate.label, programme.model_copy(update={"currency": currency}))


def _give(findings: Findings, wanted: Wanted, words: Words, aside: Console) -> None:
    if wanted.json.file:
        write_whole(wanted.json.file, as_json(findings))
        written = Sentence(gettext_noop("Written: %(path)s"), {"path": wanted.json.file})
        aside.print(Text(written.render(gettext)))
    out = Console(highlight=False)
    if wanted.json.is_for_machines:
        out.file.write(as_json(findings))
    else:
        show(findings, words, out)
