"""Reports for the taking: a table as CSV, or all of a report as an Excel workbook."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quen.console.choice import Choice
from quen.console.reports.page import Section
from quen.console.reports.table import Column, Kind, Row, Table, Value
from quen.kernel.money import minor_digits, to_major

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SHEET_NAME_MOST = 31  # Excel's limit


def taken_away(
    sections: Sequence[Section], *, query: Mapping[str, str], name: str, choice: Choice, currency: str
) -> HttpResponse:
    """The download that the address asks for: `format` xlsx for all tables, csv for the one named `table` (the first by
    default). Raises Http404 where there is no such table.
    """
    mark_heading = _("Note")
    if query.get("format") == "xlsx":
        file = as_xlsx(sections, currency=currency, mark_heading=mark_heading)
        return _download(file, f"{name}-{choice.last_day}.xlsx", _XLSX)
    named = query.get("table") or sections[0].key
    section = next((section for section in sections if section.key == named), None)
    if section is None:
        raise Http404
    file = as_csv(section, currency=currency, mark_heading=mark_heading)
    return _download(file, f"{name}-{section.key}-{choice.last_day}.csv", "text/csv; charset=utf-8")


def _download(file: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type=kind, headers=headers)


def as_csv(section: Section, *, currency: str, mark_heading: str) -> bytes:
    """One table as CSV, UTF-8 with the mark by which Excel knows it. Money in the currency itself, rates in percent.

    Texts that a spreadsheet would run as a formula are given an apostrophe. Marks stand in a last column.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*map(_harmless, section.table.headings), mark_heading])
    for row in section.table.rows:
        cells = [
            _plain(value, column, currency)
            for value, column in zip(row.values, section.table.columns, strict=True)
        ]
        writer.writerow([*cells, _mark(row)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sections: Sequence[Section], *, currency: str, mark_heading: str) -> bytes:
    """Every table as a sheet of one workbook; numbers stay numbers, written as the column asks."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {
            kind: book.add_format({"num_format": written}) for kind, written in _formats(currency).items()
        }
        for section in sections:
            sheet = book.add_worksheet(section.key[:_SHEET_NAME_MOST])
            sheet.write_string(0, 0, section.finding)
            for place, heading in enumerate([*section.table.headings, mark_heading]):
                sheet.write_string(1, place, heading, bold)
            _fill(sheet, section.table, formats, currency)
            sheet.freeze_panes(2, 1)
            sheet.set_column(0, len(section.table.columns), 16)
    return file.getvalue()


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: Table,
    formats: dict[Kind, xlsxwriter.format.Format],
    currency: str,
) -> None:
    for line, row in enumerate(table.rows, 2):
        for place, (value, column) in enumerate(zip(row.values, table.columns, strict=True)):
            if isinstance(value, str):
                sheet.write_string(line, place, value)
            elif isinstance(value, date):
                sheet.write_datetime(line, place, value, formats[Kind.MONTH])
            elif value is not None:
                sheet.write_number(line, place, _figure(value, column.kind, currency), formats[column.kind])
        sheet.write_string(line, len(table.columns), _mark(row))


def _formats(currency: str) -> dict[Kind, str]:
    digits = minor_digits(currency)
    return {
        Kind.TEXT: "@",
        Kind.COUNT: "#,##0",
        Kind.DECIMAL: "#,##0.0",
        Kind.FINE: "#,##0.000",
        Kind.PERCENT: "0.0%",
        Kind.MONEY: "#,##0" + ("." + "0" * digits if digits else ""),
        Kind.MONTH: "mm/yyyy",
    }


def _figure(value: float, kind: Kind, currency: str) -> float:
    if kind is Kind.MONEY:
        return float(to_major(round(value), currency))
    return value / 100 if kind is Kind.PERCENT else value


def _plain(value: Value, column: Column, currency: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return str(to_major(round(value), currency)) if column.kind is Kind.MONEY else f"{value:.10g}"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _mark(row: Row) -> str:
    return str(row.mark.words) if row.mark else ""
