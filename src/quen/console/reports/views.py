"""The index of reports, one report, and its export."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.reports.choice import OFFERED, chosen
from quen.console.reports.every_report import BY_SLUG, REPORTS
from quen.console.reports.export import as_csv, as_xlsx
from quen.console.reports.page import Asked, ReportPage
from quen.insight.as_of import AsOf, as_of
from quen.insight.business_day import today_in
from quen.shops.models import Business, Store
from quen.shops.roles import Permission

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.SEE_REPORTS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Every report as a card with its finding."""
    asked, day = _asked(request)
    cards = [(report, report.lead(asked)) for report in REPORTS] if day.newest else []
    return render(request, "console/reports/index.html", {**_context(asked, day), "cards": cards})


@needs(Permission.SEE_REPORTS)
@require_GET
def show(request: StaffRequest, slug: str) -> HttpResponse:
    """One report."""
    report = _report(slug)
    asked, day = _asked(request)
    lead = report.lead(asked) if day.newest else None
    page = report.page(asked) if lead and lead.number else None
    context = {
        **_context(asked, day),
        "report": report,
        "lead": lead,
        "page": page,
        "figures": [section.figure(asked.currency) for section in page.sections] if page else [],
        "cut": page.cut.figure(asked.currency) if page and page.cut else None,
    }
    return render(request, "console/reports/show.html", context)


@needs(Permission.SEE_REPORTS)
@require_GET
def export(request: StaffRequest, slug: str) -> HttpResponse:
    """The tables of a report: `format` xlsx for all of them, csv for the one named `table` (the first by default)."""
    report = _report(slug)
    asked, day = _asked(request)
    if not day.newest or not report.lead(asked).number:
        raise Http404
    sections = report.page(asked).every_section
    mark_heading = _("Note")
    if request.GET.get("format") == "xlsx":
        file = as_xlsx(sections, currency=asked.currency, mark_heading=mark_heading)
        return _download(file, f"{slug}-{asked.choice.last_day}.xlsx", _XLSX)
    named = request.GET.get("table") or sections[0].key
    section = next((section for section in sections if section.key == named), None)
    if section is None:
        raise Http404
    file = as_csv(section, currency=asked.currency, mark_heading=mark_heading)
    return _download(file, f"{slug}-{section.key}-{asked.choice.last_day}.csv", "text/csv; charset=utf-8")


def _report(slug: str) -> ReportPage:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _asked(request: StaffRequest) -> tuple[Asked, AsOf]:
    business = Business.objects.get(id=1)
    day = as_of(today=today_in(business.timezone), timezone_name=business.timezone)
    stores = list(Store.objects.order_by("name", "pk"))
    choice = chosen(request.GET, as_of=day.day, stores=stores)
    return Asked(choice, business.currency, request.GET.get("by", "")), day


def _context(asked: Asked, day: AsOf) -> dict[str, Any]:
    return {"choice": asked.choice, "as_of": day, "presets": OFFERED}


def _download(file: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type=kind, headers=headers)
