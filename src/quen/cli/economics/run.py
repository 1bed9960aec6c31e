"""The steps: read the sales, look at two periods, answer."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from rich.console import Console
from rich.text import Text

from quen.cli.economics.as_json import as_json
from quen.cli.economics.terminal import show
from quen.cli.economics.wanted import Wanted
from quen.cli.errors import BadOption
from quen.cli.report.ask import keep, row, rows
from quen.cli.report.guess import read_openly
from quen.cli.report.outcome import check_writable, write_whole
from quen.cli.report.progress import bar
from quen.cli.report.words import Words
from quen.economics.errors import TooLittleData
from quen.economics.shop import Assumptions
from quen.insight.keeping import Keeping, keeping_of, keeping_sheets
from quen.kernel.sentences import Sentence, gettext_noop
from quen.measures import facts
from quen.measures.revenue import totals
from quen.sales_file import open_sales


@dataclass(frozen=True)
class Ground:
    """What is looked at, and what was kept about it."""

    keeping: Keeping
    kept: Assumptions
    currency: str


_SHORT = gettext_noop(
    "Not yet: to see who was kept, the sales of known customers must reach over two quarters of a year."
)
_EMPTY = gettext_noop(
    "Not yet: nothing was paid in the last quarter or year of these sales, or nobody bought in the one before. "
    "Where a date is wrong, name the last day with --to."
)


def run(wanted: Wanted) -> None:
    """Answer what was asked. Raises QuenError with nothing written."""
    if wanted.json.file:
        check_writable(wanted.json.file)
    aside, out = Console(stderr=True, highlight=False), Console(highlight=False)
    ground = _of_files(wanted, aside) if wanted.files else _own_sales()
    period = ground.keeping.period
    if period is None:
        raise TooLittleData(_EMPTY if ground.keeping.curve else _SHORT)
    assumed = wanted.said.over(ground.kept, ground.currency)
    words = Words(wanted.language, ground.currency, gettext)
    if wanted.json.file:
        write_whole(wanted.json.file, as_json(ground.keeping, period, assumed, ground.currency))
        path = {"path": wanted.json.file}
        aside.print(Text(Sentence(gettext_noop("Written: %(path)s"), path).render(gettext)))
    if wanted.json.is_for_machines:
        out.file.write(as_json(ground.keeping, period, assumed, ground.currency))
    else:
        show(ground.keeping, period, assumed, words, out)


def _of_files(wanted: Wanted, aside: Console) -> Ground:
    with (
        bar(aside, gettext) as progress,
        open_sales(wanted.files, wanted.reading, on_progress=progress.reading) as sales,
    ):
        words = Words(wanted.language, sales.plan.currency, gettext)
        read_openly(sales, words, aside)
        days = row(sales.connection, totals(facts.purchases()))
        first_day: date | None = days["first_day"]
        last_day: date | None = wanted.reading.date_to or days["last_day"]
        if first_day is None or last_day is None:
            return Ground(keeping_of({}), Assumptions(), sales.plan.currency)
        sheets = keeping_sheets(
            facts.purchases(),
            first_day=first_day,
            last_day=last_day,
            rows=lambda table: rows(sales.connection, table),
            keep=lambda table: keep(sales.connection, "measured_months", table),
        )
        return Ground(keeping_of(sheets), Assumptions(), sales.plan.currency)


def _own_sales() -> Ground:
    # Imported here: files are answered without a database.
    from quen.insight.economics import assumed, keeping
    from quen.shops.reads import current_business

    business = current_business()
    if business is None:
        raise BadOption(
            gettext_noop("There is no business here yet: name a sales file, or run “quen setup”.")
        )
    return Ground(keeping(), assumed(), business.currency)
