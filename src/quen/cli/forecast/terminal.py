"""The forecast on the terminal: what to expect, how far to trust it, and whom to look after."""

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from quen.cli.forecast import sheets
from quen.cli.forecast.findings import findings
from quen.cli.forecast.found import Found
from quen.cli.report.terminal import table_of
from quen.cli.report.words import Words


def show(found: Found, names: list[str], words: Words, console: Console) -> None:
    """Print the sentences first, then the tables."""
    lines = Text("\n".join(finding.render(words.translate) for finding in findings(found, words)))
    console.print(Panel(lines, border_style="cyan", box=box.ROUNDED))
    for sheet in sheets.all_of(found, names, words):
        if sheet.rows:
            console.print(table_of(sheet, console.width))
            if sheet.note:
                console.print(Text(sheet.note, style="dim"))
            console.print()
