"""What the person asked for, checked."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quen.cli.errors import BadOption
from quen.cli.language import Language
from quen.cli.mapping import mapping_from
from quen.cli.report.outcome import check_writable
from quen.kernel.sentences import gettext_noop
from quen.sales_file import ReadOptions

STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen report`."""

    files: list[Path]
    html: Path | None
    json: str | None
    date_from: datetime | None
    date_to: datetime | None
    mapping: list[str]
    no_header: bool
    currency: str | None
    timezone: str
    language: Language

    @property
    def is_for_machines(self) -> bool:
        """Standard output carries JSON and nothing else."""
        return self.json == STANDARD_OUTPUT

    @property
    def json_file(self) -> Path | None:
        """The file the JSON goes to, None where there is none."""
        return None if self.json is None or self.is_for_machines else Path(self.json)

    @property
    def last_day(self) -> date | None:
        """The last day asked for."""
        return self.date_to.date() if self.date_to else None

    def options(self) -> ReadOptions:
        """The reader's options. Raises BadOption or CannotWrite before any file is opened."""
        for path in (self.html, self.json_file):
            if path is not None:
                check_writable(path)
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise BadOption(gettext_noop("--from lies after --to, so there is no day between them."))
        return ReadOptions(
            mapping=mapping_from(self.mapping),
            no_header=self.no_header,
            currency=self.currency.upper() if self.currency else None,
            date_from=self.date_from.date() if self.date_from else None,
            date_to=self.last_day,
            timezone=_zone(self.timezone),
        )


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadOption(
            gettext_noop("%(name)s is no time zone. Write it like Asia/Ho_Chi_Minh."), name=name
        ) from error
    return name
