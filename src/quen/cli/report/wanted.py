"""What the person asked for, checked."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from quen.cli.errors import BadOption
from quen.cli.json_out import STANDARD_OUTPUT, JsonOut
from quen.cli.language import Language
from quen.cli.report.outcome import check_writable
from quen.cli.sales_options import reading_options
from quen.kernel.sentences import gettext_noop
from quen.sales_file import ReadOptions


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen report`."""

    files: list[Path]
    html: Path | None
    json: JsonOut
    date_from: datetime | None
    date_to: datetime | None
    mapping: list[str]
    no_header: bool
    currency: str | None
    timezone: str
    language: Language

    @property
    def last_day(self) -> date | None:
        """The last day asked for."""
        return self.date_to.date() if self.date_to else None

    def options(self) -> ReadOptions:
        """The reader's options. Raises BadOption or CannotWrite before any file is opened."""
        if self.html and str(self.html) == STANDARD_OUTPUT:
            raise BadOption(gettext_noop("--html writes a file and needs its name; “-” is for --json."))
        for path in (self.html, self.json.file):
            if path is not None:
                check_writable(path)
        return reading_options(
            mapping=self.mapping,
            no_header=self.no_header,
            currency=self.currency,
            date_from=self.date_from,
            date_to=self.date_to,
            timezone=self.timezone,
        )
