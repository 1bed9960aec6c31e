"""The books: what is owed, what is expected never to be spent, and the journal."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.books.export import as_csv, as_xlsx
from quen.console.books.figures import by_month, cohorts
from quen.insight.books.breakage import breakage
from quen.insight.books.journal import Journal, journal
from quen.insight.books.liability import liability
from quen.points.terms import Adjustment, Decision
from quen.shops.models import Business
from quen.shops.roles import Permission

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Points and money outstanding, by the month they end in."""
    book = liability(at=timezone.now())
    context = {
        "book": book,
        "chart": by_month(book, _currency()) if book.months else None,
        "waiting": Adjustment.objects.filter(state=Decision.WAITING).count(),
    }
    return render(request, "console/books/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def expected(request: StaffRequest) -> HttpResponse:
    """Which part of the points is never spent, by the month they were given in."""
    found = breakage()
    context = {"found": found, "chart": cohorts(found) if found.cohorts else None}
    return render(request, "console/books/breakage.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def month_by_month(request: StaffRequest) -> HttpResponse:
    """The journal of a period: this year by default."""
    return render(request, "console/books/journal.html", _journal_context(request))


@needs(Permission.SEE_LOYALTY)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponse:
    """The journal as CSV or XLSX."""
    if file_format not in {"csv", "xlsx"}:
        raise Http404
    book: Journal = _journal_context(request)["book"]
    name = f"journal-{book.first}-{book.last}.{file_format}"
    file = (as_csv if file_format == "csv" else as_xlsx)(book, currency=_currency())
    kind = "text/csv; charset=utf-8" if file_format == "csv" else _XLSX
    response = HttpResponse(file, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _journal_context(request: StaffRequest) -> dict[str, Any]:
    today = timezone.localdate()
    first = _day(request, "from") or date(today.year, 1, 1)
    last = _day(request, "to") or today
    if last < first:
        first, last = last, first
    book = journal(first=first, last=last)
    # The lots are the truth: counted anew where the period reaches to this moment.
    now = liability(at=timezone.now()) if last >= today else None
    return {"book": book, "now": now, "today": today}


def _day(request: StaffRequest, name: str) -> date | None:
    try:
        day = parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day and 2000 <= day.year < 2200 else None


def _currency() -> str:
    return Business.objects.values_list("currency", flat=True).get(id=1)
