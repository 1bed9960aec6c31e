"""The answers on the terminal: the four sentences first, then the tables."""

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from quen.cli.report import sheets, sheets_of_people
from quen.cli.report.answers import Answers
from quen.cli.report.findings import findings
from quen.cli.report.sheet import Sheet
from quen.cli.report.sheets_of_people import LAST_VISIT
from quen.cli.report.words import Words

_NARROW = 80
_BETWEEN = 3  # cells between two columns
_COHORT_AGES = (1, 2, 3, 6, 9, 12)  # a terminal is narrow; the page shows every month


def show(answers: Answers, words: Words, console: Console) -> None:
    """Print everything; tables that would be empty are left out."""
    console.print(_first_screen(answers, words))
    console.print(table_of(sheets.overview(answers, words)))
    console.print()
    if not answers.repeat.customers:
        return
    for sheet in _sheets(answers, words):
        if sheet.rows:
            console.print(table_of(sheet, console.width))
            if sheet.note:
                console.print(Text(sheet.note, style="dim"))
            console.print()


def _sheets(answers: Answers, words: Words) -> list[Sheet]:
    watched = sheets_of_people.cohort_ages(answers)
    ages = tuple(age for age in _COHORT_AGES if age < watched)
    return [
        # A terminal is narrow, and "days ago" says the same.
        sheets_of_people.gone(answers, words).without_column(words.translate(LAST_VISIT)),
        sheets_of_people.best(answers, words).without_column(words.translate(LAST_VISIT)),
        sheets.by_purchases(answers, words),
        sheets.revenue(answers, words),
        sheets.retention(answers, words),
        sheets_of_people.cohorts(answers, words, ages),
        sheets.segments(answers, words),
        *sheets_of_people.groups(answers, words),
    ]


def _first_screen(answers: Answers, words: Words) -> Panel:
    lines = Text()
    for finding in findings(answers, words):
        lines.append(words.translate(finding.question) + "\n", style="bold")
        lines.append(finding.answer.render(words.translate) + "\n\n")
    lines.rstrip()
    return Panel(lines, border_style="cyan", box=box.ROUNDED)


def table_of(sheet: Sheet, width: int = _NARROW) -> Table:
    """The sheet as a table of a terminal `width` cells wide; where it is short, headings of numbers are broken."""
    table = Table(
        title=Text(sheet.title, style="bold"), box=box.SIMPLE_HEAD, title_justify="left", show_edge=False
    )
    is_short = sum(_whole(sheet, place) + _BETWEEN for place in range(len(sheet.columns))) > width
    for place, column in enumerate(sheet.columns):
        least = _least(sheet, place) if column.is_number else None
        table.add_column(
            Text(column.heading),
            justify="right" if column.is_number else "left",
            min_width=least,
            width=least if is_short else None,
        )
    for row in sheet.rows:
        # Text, not markup: a customer called "[red]" is a customer.
        table.add_row(*(Text(cell) for cell in row))
    return table


def _least(sheet: Sheet, place: int) -> int:
    """Cells a column of numbers needs: a number is never broken over two lines, nor a word of its heading."""
    return max(map(cell_len, [*sheet.columns[place].heading.split(), *(row[place] for row in sheet.rows)]))


def _whole(sheet: Sheet, place: int) -> int:
    return max(map(cell_len, [sheet.columns[place].heading, *(row[place] for row in sheet.rows)]))
