"""Sales files read before one's eyes: the reader's guess, then what came to light and what became of every row."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from quen.cli.report.words import Words
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file import ReadingPlan, RowCounts, SalesFile
from quen.sales_file.rejects import Rejected, commonest

_FILES_NAMED = 3


def read_openly(sales: SalesFile, words: Words, console: Console) -> None:
    """Show the guess, read the files, and tell what that brought to light."""
    show_guess(sales.plan, words, console)
    sales.read()
    show_notes(sales.notes, words, console)
    console.print(Text(counts_line(sales.counts, words)))
    show_rejected(commonest(sales.connection), words, console)


def show_rejected(reasons: Iterable[Rejected], words: Words, console: Console) -> None:
    """The commonest reasons why rows could not be used, each with its first row."""
    t = words.translate
    template = gettext_noop("%(rows)s rejected, the first in row %(row)s of %(file)s: %(reason)s")
    for each in reasons:
        facts = {
            "rows": words.count(each.rows), "row": words.count(each.row_no), "file": each.file,
            "reason": each.reason.render(t),
        }  # fmt: skip
        console.print(Text(f"  • {Sentence(template, facts).render(t)}"))


def show_guess(plan: ReadingPlan, words: Words, console: Console) -> None:
    """Which column was taken for what, how dates and numbers are read, and everything the reader noted."""
    t = words.translate
    console.print(Text(_reading(plan, words), style="bold"))
    columns = ", ".join(f"{field} ← {choice.column}" for field, choice in plan.columns.items())
    console.print(Text("  " + t(gettext_noop("Columns")) + ": " + columns))
    show_notes(plan.notes, words, console)
    if not all(choice.by == "map" for choice in plan.columns.values()):
        console.print(Text("  " + t(gettext_noop("Wrong? Say it with --map FIELD=COLUMN.")), style="dim"))


def show_notes(notes: Iterable[Sentence], words: Words, console: Console) -> None:
    """What the reader noted, a line each."""
    for note in notes:
        console.print(Text(f"  • {note.render(words.translate)}"))


def counts_line(counts: RowCounts, words: Words) -> str:
    """What became of every row, as a sum that can be checked."""
    t = words.translate
    parts = [
        (counts.used, gettext_noop("used")),
        (counts.rejected, gettext_noop("rejected")),
        (counts.outside, gettext_noop("outside the period")),
        (counts.repeated, gettext_noop("already in another file")),
    ]
    # The last two are rare, and nothing is said of what did not happen.
    told = [
        f"{words.count(number)} {t(name)}"
        for place, (number, name) in enumerate(parts)
        if number or place < 2
    ]
    read = Sentence(gettext_noop("%(read)s rows read"), {"read": words.count(counts.read)}).render(t)
    return f"{read} = {' + '.join(told)}"


def _reading(plan: ReadingPlan, words: Words) -> str:
    names = ", ".join(file.name for file in plan.files[:_FILES_NAMED])
    more = "" if len(plan.files) <= _FILES_NAMED else f" … ({words.count(len(plan.files))})"
    kind = " · ".join(part for part in (plan.preset, plan.format, plan.encoding, plan.currency) if part)
    return f"{names}{more}: {kind}"
