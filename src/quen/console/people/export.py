"""The list as a file, however long: CSV row by row, or one sheet of XLSX."""

from collections.abc import Iterator
from itertools import islice

from django.contrib import messages
from django.http import Http404, HttpResponse
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
from quen.console.sheet_file import FORMATS, ROWS_OF_XLSX, as_file
from quen.insight.models import CustomerSummary
from quen.kernel.errors import QuenError
from quen.people.export import tell_of_export
from quen.shops.models import Store
from quen.shops.roles import Permission

AT_ONCE = 2000


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
    name = _("customers") + f"-{timezone.localdate():%Y-%m-%d}.{file_format}"
    return as_file(sheet.headings, rows, name)


def _written(summaries: Iterator[CustomerSummary], sheet: Sheet) -> Iterator[list[Cell]]:
    while some := list(islice(summaries, AT_ONCE)):
        yield from sheet.written(rows_of(some))


def _back_to(query: str) -> HttpResponse:
    return redirect(reverse("console:people:list") + (f"?{query}" if query else ""))
