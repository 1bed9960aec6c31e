"""What the reader has guessed about a sales file, shown before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quen.kernel.sentences import Sentence
from quen.sales_file.fields import Field


@dataclass(frozen=True)
class SourceFile:
    """One file as it was found, or one sheet of it where several are read.

    `header_row` is the number of its header line, 0 where it has none; `unread` names the sheets that are not read.
    """

    file_no: int
    path: str
    name: str
    format: str
    encoding: str | None
    delimiter: str | None
    header_row: int
    columns: tuple[str, ...]
    rows: int
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnChoice:
    """Where a field is read from. `source` names the companion file's column where it was joined in."""

    field: Field
    column: str
    position: int
    source: str
    by: str  # "map", "preset", "header" or "content"


@dataclass(frozen=True)
class PreviewRow:
    """A row as it stands in the file and as it will be read; `reason` where it will be rejected."""

    row_no: int
    raw: Mapping[str, str | None]
    parsed: Mapping[str, object]
    reason: Sentence | None = None


@dataclass(frozen=True)
class ReadingPlan:
    """Everything that was guessed or told, decided from whole columns, before a row is taken in."""

    files: tuple[SourceFile, ...]
    preset: str | None
    columns: Mapping[Field, ColumnChoice]
    all_columns: tuple[str, ...]
    format: str
    encoding: str | None
    delimiter: str | None
    header_row: int
    decimal_mark: str
    day_first: bool | None
    date_formats: tuple[str, ...]
    currency: str
    companions: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class RowCounts:
    """Every row of the files, once: read = used + rejected + outside + repeated.

    `outside` lie beyond the asked-for days; `repeated` stand on the same receipt of an earlier file already.
    `anonymous` are the used rows without a person; `by_kind` splits the used rows.
    """

    read: int
    used: int
    rejected: int
    anonymous: int
    outside: int = 0
    repeated: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
