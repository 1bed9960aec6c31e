"""Rows as a file to take home, however many: CSV row by row, or one sheet of XLSX."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

Cell = str | int | Decimal | date | None

ROWS_OF_XLSX = 1_048_575
"""What a sheet holds below its headings."""

FORMATS = ("csv", "xlsx")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_file(headings: Sequence[object], rows: Iterable[Sequence[Cell]], name: str) -> HttpResponseBase:
    """A download; the name's ending says which kind."""
    return _xlsx(headings, rows, name) if name.endswith(".xlsx") else _csv(headings, rows, name)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(headings: Sequence[object], rows: Iterable[Sequence[Cell]], name: str) -> HttpResponseBase:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\N{ZERO WIDTH NO-BREAK SPACE}" + writer.writerow(map(str, headings))  # Excel then knows UTF-8
        for row in rows:
            yield writer.writerow([harmless(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _xlsx(headings: Sequence[object], rows: Iterable[Sequence[Cell]], name: str) -> HttpResponseBase:
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    # Constant memory writes each row to disk; text stays text, so that no name becomes a formula or a link.
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        page.write_row(0, 0, [str(heading) for heading in headings], book.add_format({"bold": True}))
        for place, row in enumerate(rows, start=1):
            page.write_row(place, 0, row)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet shows it: text that would be read as a formula gets an apostrophe before it.

    OWASP, "CSV Injection".
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
