"""The steps of one report: guess, read, measure, answer."""

from pathlib import Path

from django.utils.translation import gettext
from rich.console import Console
from rich.text import Text

from quen.cli.report.answers import Answers
from quen.cli.report.as_html import as_html
from quen.cli.report.as_json import as_json
from quen.cli.report.compute import answers
from quen.cli.report.guess import read_openly
from quen.cli.report.outcome import write_whole
from quen.cli.report.progress import bar
from quen.cli.report.terminal import show
from quen.cli.report.wanted import Wanted
from quen.cli.report.words import Words
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file import open_sales


def run(wanted: Wanted) -> None:
    """Answer what was asked. Raises QuenError with nothing written."""
    options = wanted.options()
    aside = Console(stderr=True, highlight=False)
    with (
        bar(aside, gettext) as progress,
        open_sales(wanted.files, options, on_progress=progress.reading) as sales,
    ):
        words = Words(wanted.language, sales.plan.currency, gettext)
        read_openly(sales, words, aside)
        found = answers(sales, date_to=wanted.last_day, on_share=progress.measuring)
    _give(found, wanted, words, aside)


def _give(found: Answers, wanted: Wanted, words: Words, aside: Console) -> None:
    written: list[tuple[Path, str]] = []
    if wanted.html:
        written.append((wanted.html, as_html(found, words)))
    if wanted.json.file:
        written.append((wanted.json.file, as_json(found)))
    for path, text in written:
        write_whole(path, text)
        aside.print(Text(Sentence(gettext_noop("Written: %(path)s"), {"path": path}).render(gettext)))
    out = Console(highlight=False)
    if wanted.json.is_for_machines:
        out.file.write(as_json(found))
    else:
        show(found, words, out)
