"""The steps of a forecast: guess, read, fit, foresee, answer."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext
from rich.console import Console
from rich.text import Text

from quen.cli.forecast import customer_rows
from quen.cli.forecast.as_json import as_json
from quen.cli.forecast.found import Found, find
from quen.cli.forecast.purchase_days import Sales, names, purchase_days
from quen.cli.forecast.terminal import show
from quen.cli.forecast.wanted import Wanted
from quen.cli.report.guess import read_openly
from quen.cli.report.outcome import write_whole
from quen.cli.report.progress import bar
from quen.cli.report.words import Words
from quen.forecast.errors import TooLittleData
from quen.forecast.history import Unit
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file import open_sales


def run(wanted: Wanted) -> None:
    """Forecast what was asked for. Raises QuenError with nothing written."""
    aside = Console(stderr=True, highlight=False)
    with (
        bar(aside, gettext) as progress,
        open_sales(wanted.files, wanted.reading, on_progress=progress.reading) as sales,
    ):
        words = Words(wanted.language, sales.plan.currency, gettext)
        read_openly(sales, words, aside)
        progress.reading(Sentence(gettext_noop("Fitting the models")), 0.0)
        read = purchase_days(sales.connection, currency=sales.plan.currency, date_to=wanted.reading.date_to)
        found = _find(wanted, read, sales.plan.currency)
        called = names(sales.connection)
    _give(found, called, wanted, words, aside)


def _find(wanted: Wanted, read: Sales, currency: str) -> Found:
    if read.last_day is None:
        raise TooLittleData(gettext_noop("Not yet: there is no sale in these files."))
    until: date = wanted.until or read.last_day
    return find(
        read.days, currency=currency, until=until, last_day=read.last_day, horizon_days=wanted.horizon_days,
        unit=Unit[wanted.unit.upper()], model=wanted.model,
    )  # fmt: skip


def _give(found: Found, called: list[str], wanted: Wanted, words: Words, aside: Console) -> None:
    out, written = Console(highlight=False), list[Path]()
    if wanted.out:
        customer_rows.write(customer_rows.table(found, called), wanted.out)
        written.append(wanted.out)
    if wanted.json.file:
        write_whole(wanted.json.file, as_json(found))
        written.append(wanted.json.file)
    if wanted.json.is_for_machines:
        out.file.write(as_json(found))
    else:
        show(found, called, words, out)
    for path in written:
        aside.print(Text(Sentence(gettext_noop("Written: %(path)s"), {"path": path}).render(gettext)))
