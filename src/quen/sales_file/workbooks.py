"""Excel and OpenDocument workbooks. Typed cells become text that cannot be misread."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

import python_calamine as calamine

from quen.kernel.sentences import gettext_noop
from quen.sales_file import limits
from quen.sales_file.batches import RowBatches
from quen.sales_file.dialect import find_header, is_known, unique
from quen.sales_file.errors import EmptyFile, PasswordProtected, TooLarge
from quen.sales_file.headings import heading_key
from quen.sales_file.options import ReadOptions
from quen.sales_file.scan import not_a_table
from quen.sales_file.tables import Target

_THREE_DECIMALS = re.compile(r"^-?\d+\.\d{3}$")


@dataclass(frozen=True)
class WorkbookTable:
    """The table on one sheet of a workbook."""

    path: Path
    sheet: str
    columns: tuple[str, ...]
    header_row: int
    format: str = "Excel"
    encoding: str | None = None
    delimiter: str | None = None

    def pour(self, target: Target) -> None:
        """Append every row that holds anything."""
        with RowBatches(target) as batches, _opened(self.path) as workbook:
            for row_no, row in enumerate(_rows(workbook, self.sheet, self.path), start=1):
                if row_no > self.header_row and any(cell is not None for cell in row):
                    batches.add(row_no, row)


def workbook_table(path: Path, options: ReadOptions) -> WorkbookTable:
    """Look at the workbook at `path`: the first sheet with known headings, else the first with rows.

    Raises NotATable, PasswordProtected, TooLarge, EmptyFile.
    """
    check_unpacked_size(path)
    with _opened(path) as workbook:
        found = [
            table
            for name in workbook.sheet_names
            if (table := _look(workbook, name, path, options)) is not None
        ]
    if not found:
        raise EmptyFile(gettext_noop("%(file)s is empty. Export it again from the till."), file=path.name)
    best = max(found, key=lambda table: min(2, sum(is_known(column) for column in table.columns)))
    if len(best.columns) > limits.COLUMNS:
        template = gettext_noop("%(file)s has %(columns)s columns; at most %(limit)s are read.")
        raise TooLarge(template, file=path.name, columns=len(best.columns), limit=limits.COLUMNS)
    return best


def check_unpacked_size(path: Path) -> None:
    """Refuse an archive that unpacks to far more than it is, before anything is unpacked. Raises TooLarge."""
    if not is_zipfile(path):
        return
    try:
        with ZipFile(path) as archive:
            sizes = [(entry.file_size, entry.compress_size) for entry in archive.infolist()]
    except (BadZipFile, OSError, ValueError) as error:
        raise not_a_table(path) from error
    unpacked, packed = (sum(column) for column in zip(*sizes, strict=True)) if sizes else (0, 0)
    is_bomb = unpacked > 50 * 1024**2 and unpacked > packed * limits.WORKBOOK_RATIO
    if unpacked > limits.WORKBOOK_BYTES or is_bomb:
        template = gettext_noop(
            "%(file)s unpacks to %(size)s MB, too much for a sales file. Nothing was read."
        )
        raise TooLarge(template, file=path.name, size=unpacked // 1024**2)


def _opened(path: Path) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        template = gettext_noop("%(file)s is protected by a password. Save it without one and try again.")
        raise PasswordProtected(template, file=path.name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise not_a_table(path) from error


def _look(
    workbook: calamine.CalamineWorkbook, name: str, path: Path, options: ReadOptions
) -> WorkbookTable | None:
    first = []
    for row in _rows(workbook, name, path):
        first.append([cell or "" for cell in row])
        if len(first) >= limits.SAMPLE_ROWS:
            break
    if not any(any(row) for row in first):
        return None
    mapped = {heading_key(column) for column in options.mapping.values()}
    index = (
        None
        if options.no_header
        else find_header(first, lambda cell: is_known(cell) or (bool(cell) and heading_key(cell) in mapped))
    )
    columns = _columns(first, index)
    header_row = 0 if index is None else index + 1
    return WorkbookTable(path, name, columns, header_row)


def _columns(first: list[list[str]], index: int | None) -> tuple[str, ...]:
    if index is None:
        return tuple(str(position + 1) for position in range(max(len(row) for row in first)))
    heading = list(first[index])
    while heading and not heading[-1] and not any(row[len(heading) - 1] for row in first[index + 1 :]):
        heading.pop()
    return unique(heading)


def _rows(workbook: calamine.CalamineWorkbook, name: str, path: Path) -> Iterator[list[str | None]]:
    try:
        for row in workbook.get_sheet_by_name(name).iter_rows():
            yield [cell_text(cell) for cell in row]
    except calamine.CalamineError as error:
        raise not_a_table(path) from error


def cell_text(cell: object) -> str | None:
    """A typed cell as text: ``2026-11-22 08:26:00``, ``1250000``, ``1.2500`` (three decimals get a fourth)."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, dt.timedelta):
        return _clock_text(cell)
    return str(cell)


def _clock_text(span: dt.timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}:{seconds:02}"


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = repr(round(number, 9))
    return text + "0" if _THREE_DECIMALS.match(text) else text
