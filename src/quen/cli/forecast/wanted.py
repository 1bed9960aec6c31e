"""What the person asked for, checked."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quen.cli.errors import BadOption
from quen.cli.json_out import JsonOut
from quen.cli.language import Language
from quen.cli.report.outcome import check_writable
from quen.kernel.sentences import gettext_noop
from quen.sales_file import ReadOptions

CSV, PARQUET = ".csv", ".parquet"


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen forecast`."""

    files: list[Path]
    until: date | None
    horizon_days: int | None
    unit: str
    model: str
    out: Path | None
    json: JsonOut
    reading: ReadOptions
    language: Language


def check(wanted: Wanted) -> None:
    """Raise BadOption or CannotWrite before any file is opened."""
    if wanted.out is not None and wanted.out.suffix.lower() not in (CSV, PARQUET):
        raise BadOption(gettext_noop("--out writes .csv or .parquet, not %(path)s."), path=wanted.out)
    for path in (wanted.out, wanted.json.file):
        if path is not None:
            check_writable(path)
