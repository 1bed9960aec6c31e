"""A progress bar on standard error, for anything that takes longer than a breath."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn


def stage_names() -> dict[str, str]:
    """What each stage of the long commands is called, in the active language."""
    return {
        "reading": _("Reading the files"),
        "staging": _("Handing the rows over"),
        "customers": _("Customers and products"),
        "purchases": _("Purchases"),
        "lines": _("Lines"),
        "returns": _("Returns"),
        "story": _("Writing the story"),
        "search": _("Search"),
        "points": _("Members' points"),
        "summaries": _("Summaries"),
        "lake": _("Figures for the reports"),
        "simulating": _("Simulating two years of customers"),
        "people": _("Facts about customers"),
        "checking": _("Checking the backup"),
        "database": _("Database"),
        "files": _("Files"),
        "done": _("Done"),
    }


@contextmanager
def progress_bar(console: Console | None = None) -> Iterator[Callable[[str, float], None]]:
    """Yield `show(stage, share)`; on a terminal it draws a bar below what `console` prints, elsewhere it is silent."""
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0)
        names = stage_names()

        def show(stage: str, share: float) -> None:
            bar.update(task, description=names.get(stage, stage), completed=share)

        yield show
