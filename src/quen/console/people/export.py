"""The list as a file, however long: CSV row by row, or one sheet of XLSX."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

import xlsxwriter
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.people.export_rows import Cell, Sheet
from quen.console.people.filters import FilterForm, tidy_query
from quen.console.people.listing import found, in_order, rows_of
from quen.insight.models import CustomerSummary
from quen.kernel.errors import QuenError
from quen.people.export import tell_of_export
from quen.shops.models import Store
from quen.shops.roles import Permission

ROWS_OF_XLSX = 1_048_575
"""What a sheet holds below its headings."""

FORMATS = ("csv", "xlsx")
AT_ONCE = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@needs(Permission.EXPORT_CUSTOMERS)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """Everybody the filters leave, in the list's order. That it was taken is told to the story first."""
    if file_format not in FORMATS:
        raise Http404
    query = tidy_query(request.GET)
    stores = dict(Store.objects.order_by("name").values_list("pk", "name"))
    filters = FilterForm(request.GET, stores=stores).filters()
    try:
        summaries = found(filters, today=timezone.localdate(), currency=currency_of(request))
        customers = summaries.count()
        if file_format == "xlsx" and customers > ROWS_OF_XLSX:
            messages.error(
                request, _("An Excel sheet holds at most 1,048,575 customers. Take the CSV instead.")
            )
            return _back_to(query)
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return _back_to(query)
    by, now = actor(request), timezone.now()
    tell_of_export(customers=customers, file_format=file_format, query=query, by=by, at=now)
    sheet = Sheet(stores=stores, currency=currency_of(request))
    rows = _written(in_order(summaries, filters.sort).iterator(chunk_size=AT_ONCE), sheet)
    name = f"{_('customers')}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    return _xlsx(sheet, rows, name) if file_format == "xlsx" else _csv(sheet, rows, name)


def _written(summaries: Iterator[CustomerSummary], sheet: Sheet) -> Iterator[list[Cell]]:
    while some := list(islice(summaries, AT_ONCE)):
        yield from sheet.written(rows_of(some))


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(sheet: Sheet, rows: Iterable[list[Cell]], name: str) -> HttpResponseBase:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\N{ZERO WIDTH NO-BREAK SPACE}" + writer.writerow(
            map(str, sheet.headings)
        )  # Excel then knows UTF-8
        for row in rows:
            yield writer.writerow([harmless(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _xlsx(sheet: Sheet, rows: Iterable[list[Cell]], name: str) -> HttpResponseBase:
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    # Constant memory writes each row to disk; text stays text, so that no name becomes a formula or a link.
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        page.write_row(0, 0, [str(heading) for heading in sheet.headings], book.add_format({"bold": True}))
        for place, row in enumerate(rows, start=1):
            page.write_row(place, 0, row)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet shows it: text that would be read as a formula gets an apostrophe before it.

    OWASP, "CSV Injection".
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _back_to(query: str) -> HttpResponse:
    return redirect(reverse("console:people:list") + (f"?{query}" if query else ""))
