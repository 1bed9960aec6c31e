"""CSV and its kin: any delimiter, any of the usual encodings."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from quen.kernel.sentences import gettext_noop
from quen.sales_file import limits
from quen.sales_file.batches import RowBatches
from quen.sales_file.dialect import Dialect, find_dialect, find_header, known_with, records, unique
from quen.sales_file.encodings import TextBytes, examine
from quen.sales_file.errors import EmptyFile
from quen.sales_file.options import ReadOptions
from quen.sales_file.scan import refuse_too_wide
from quen.sales_file.tables import Target, cell_name, tidy_cell

_LINE_NAMES = {",": ",", ";": ";", "\t": "tab", "|": "|", " ": "spaces", "  ": "spaces"}


class _StrayQuote(Exception):
    """A quoted cell that never closes: the quotation mark was meant literally."""


@dataclass(frozen=True)
class TextTable:
    """A text file's table. `lines_above` lines stand before the first row of facts."""

    path: Path
    format: str
    encoding: str
    delimiter: str
    header_row: int
    columns: tuple[str, ...]
    dialect: Dialect
    lines_above: int
    is_plain: bool
    part: str = ""
    unread: tuple[str, ...] = ()

    @property
    def is_regular(self) -> bool:
        """Whether DuckDB's own reader may try it."""
        return self.is_plain and not self.dialect.is_spaces

    def pour(self, target: Target) -> None:
        """Append every row: by DuckDB's own reader where the file is regular, else record by record."""
        if self.is_regular and pour_together([(self, target)]):
            return
        try:
            self._pour_slowly(target, quoted=True)
        except _StrayQuote:
            self._forget(target)
            self._pour_slowly(target, quoted=False)

    def _pour_slowly(self, target: Target, *, quoted: bool) -> None:
        with RowBatches(target) as batches, open_text(self.path, self.encoding) as stream:
            for row_no, record in self._numbered(stream, quoted=quoted):
                if row_no > self.header_row and any(cell.strip() for cell in record):
                    batches.add(row_no, record)

    def _numbered(self, stream: io.TextIOBase, *, quoted: bool) -> Iterator[tuple[int, list[str]]]:
        """Records by the number of the row, counting blank lines as a spreadsheet does."""
        lines_before = 0
        numbered = enumerate(records(_clean(stream), self.dialect, quoted=quoted), start=1)
        for row_no, (record, lines) in numbered:
            if quoted and lines - lines_before > limits.LINES_IN_CELL:
                raise _StrayQuote
            lines_before = lines
            yield row_no, record

    def _forget(self, target: Target) -> None:
        target.connection.execute(f"DELETE FROM {target.table} WHERE file_no = {target.file_no}")  # noqa: S608


def pour_together(pairs: Sequence[tuple[TextTable, Target]]) -> bool:
    """Append regular files of one layout in one statement by DuckDB's own reader; False, and nothing, if it balks."""
    table, target = pairs[0]
    cells = {cell_name(index): "VARCHAR" for index in range(len(table.columns))}
    picked = ", ".join(tidy_cell(cell_name(index)) for index in target.order)
    statement = f"""
        INSERT INTO {target.table}
        SELECT list_extract(?::INTEGER[], CAST(file_index AS BIGINT) + 1), NULL, NULL, {picked}
        FROM read_csv(?, columns = {cells!r}, delim = {table.dialect.delimiter!r}, quote = '"', escape = '"',
                      header = false, skip = {table.lines_above}, auto_detect = false, strict_mode = true,
                      encoding = 'utf-8')"""  # noqa: S608
    file_nos = [at.file_no for _, at in pairs]
    try:
        target.connection.execute(statement, [file_nos, [str(each.path) for each, _ in pairs]])
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return False
    return True


def text_table(path: Path, options: ReadOptions) -> TextTable:
    """Look at the text file at `path`. Raises EmptyFile, NotATable, TooLarge."""
    about = examine(path)
    known = known_with(options)
    lines = _first_lines(path, about.encoding)
    dialect = find_dialect(lines, known)
    first = list(records(lines, dialect))
    if not any(any(cell.strip() for cell in record) for record, _ in first):
        raise EmptyFile(gettext_noop("%(file)s is empty. Export it again from the till."), file=path.name)
    index = None if options.no_header else find_header([record for record, _ in first], known)
    return _table(path, about, dialect, first, index)


def open_text(path: Path, encoding: str) -> io.TextIOBase:
    """The file at `path` as text in which every line ends with LF."""
    codec = {"utf-8": "utf-8-sig", "windows-1252": "cp1252", "windows-1258": "cp1258"}.get(encoding, encoding)
    return path.open(encoding=codec, errors="replace", newline=None)


def _table(
    path: Path, about: TextBytes, dialect: Dialect, first: list[tuple[list[str], int]], index: int | None
) -> TextTable:
    if index is None:
        columns = tuple(str(position + 1) for position in range(_usual_width(first)))
        header_row, lines_above = 0, 0
    else:
        columns = unique(first[index][0])
        header_row, lines_above = index + 1, first[index][1]
    refuse_too_wide(path, len(columns))
    return TextTable(
        path=path, format="CSV" if dialect.delimiter in ",;" else "TXT", encoding=about.encoding,
        delimiter=_LINE_NAMES[dialect.delimiter], header_row=header_row, columns=columns, dialect=dialect,
        lines_above=lines_above, is_plain=about.is_plain and lines_above == header_row,
    )  # fmt: skip


def _usual_width(first: list[tuple[list[str], int]]) -> int:
    widths = [len(record) for record, _ in first if any(cell.strip() for cell in record)]
    return max(set(widths), key=widths.count)


def _first_lines(path: Path, encoding: str) -> list[str]:
    with open_text(path, encoding) as stream:
        text = stream.read(limits.SAMPLE_BYTES)
    lines = list(io.StringIO(text.replace("\0", "")))
    is_cut = len(text) == limits.SAMPLE_BYTES and len(lines) > 1
    whole = lines[:-1] if is_cut else lines
    return [line if line.endswith("\n") else line + "\n" for line in whole[: limits.SAMPLE_ROWS]]


def _clean(stream: io.TextIOBase) -> Iterator[str]:
    csv.field_size_limit(limits.LINE_BYTES)
    for line in stream:
        yield line.replace("\0", "") if "\0" in line else line
