"""Excel and OpenDocument workbooks. Typed cells become text that cannot be misread."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

import python_calamine as calamine

from quen.kernel.sentences import gettext_noop
from quen.sales_file import limits
from quen.sales_file.batches import RowBatches
from quen.sales_file.dialect import columns_of, find_header, is_known, known_with
from quen.sales_file.errors import EmptyFile, PasswordProtected, TooLarge
from quen.sales_file.headings import heading_key, tells_sales
from quen.sales_file.options import ReadOptions
from quen.sales_file.scan import not_a_table, refuse_too_wide
from quen.sales_file.tables import Target

_THREE_DECIMALS = re.compile(r"^-?\d+\.\d{3}$")


@dataclass(frozen=True)
class WorkbookTable:
    """The table on one sheet of a workbook; `part` is the sheet's name where several are read."""

    path: Path
    sheet: str
    columns: tuple[str, ...]
    header_row: int
    part: str = ""
    unread: tuple[str, ...] = ()
    format: str = "Excel"
    encoding: str | None = None
    delimiter: str | None = None

    def pour(self, target: Target) -> None:
        """Append every row that holds anything."""
        with RowBatches(target) as batches, _opened(self.path) as workbook:
            for row_no, row in enumerate(_rows(workbook, self.sheet, self.path), start=1):
                if row_no > self.header_row and any(cell is not None for cell in row):
                    batches.add(row_no, row)


def workbook_tables(path: Path, options: ReadOptions) -> list[WorkbookTable]:
    """Look at the workbook at `path`: the first sheet with known headings, else the first with rows.

    Beside it stand the sheets with the same headings, and those whose own headings tell whole sales. Sheets that are
    hidden count only where all are. Raises NotATable, PasswordProtected, TooLarge, EmptyFile.
    """
    check_unpacked_size(path)
    with _opened(path) as workbook:
        found = [
            table for name in _shown(workbook) if (table := _look(workbook, name, path, options)) is not None
        ]
    if not found:
        raise EmptyFile(gettext_noop("%(file)s is empty. Export it again from the till."), file=path.name)
    best = max(found, key=lambda table: min(2, sum(is_known(column) for column in table.columns)))
    tables = [table for table in found if _is_alike(best, table) or tells_sales(table.columns)]
    refuse_too_wide(path, max(len(table.columns) for table in tables))
    unread = tuple(table.sheet for table in found if table not in tables)
    if len(tables) == 1:
        return [replace(best, unread=unread)]
    return [replace(table, part=table.sheet, unread=unread if table is best else ()) for table in tables]


def _is_alike(best: WorkbookTable, other: WorkbookTable) -> bool:
    return sorted(map(heading_key, best.columns)) == sorted(map(heading_key, other.columns))


def _shown(workbook: calamine.CalamineWorkbook) -> list[str]:
    """The names of the sheets people see; of all where none is shown."""
    visible = calamine.SheetVisibleEnum.Visible
    shown = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == visible]
    return shown or workbook.sheet_names


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
    index = None if options.no_header else find_header(first, known_with(options))
    columns = columns_of(first, index)
    header_row = 0 if index is None else index + 1
    return WorkbookTable(path, name, columns, header_row)


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
