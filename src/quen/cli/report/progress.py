"""A progress bar on standard error, so that standard output stays clean."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from quen.cli.report.words import Translate
from quen.kernel.sentences import Sentence, gettext_noop


@dataclass(frozen=True)
class Bar:
    """First the rows are read, then they are measured; each is a bar of its own, 0 to 1."""

    progress: Progress
    task: TaskID
    translate: Translate

    def reading(self, doing: Sentence, share: float) -> None:
        """The reader says what it does, and what share of it is done."""
        self.progress.update(self.task, completed=share, description=doing.render(self.translate))

    def measuring(self, share: float) -> None:
        """This share of the measures is done."""
        self.progress.update(
            self.task, completed=share, description=self.translate(gettext_noop("Measuring"))
        )


@contextmanager
def bar(console: Console, translate: Translate) -> Iterator[Bar]:
    """A bar that is gone when the work is, also after an error."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bar(progress, progress.add_task("", total=1.0), translate)
