"""The index of reports, one report, and its export."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.choice import OFFERED, choice_of
from quen.console.reports.every_report import BY_SLUG, REPORTS
from quen.console.reports.export import taken_away
from quen.console.reports.page import Asked, ReportPage
from quen.insight.as_of import AsOf
from quen.shops.models import Store
from quen.shops.roles import Permission


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
        "export": reverse("console:reports:export", args=[slug]),
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
    return taken_away(sections, query=request.GET, name=slug, choice=asked.choice, currency=asked.currency)


def _report(slug: str) -> ReportPage:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _asked(request: StaffRequest) -> tuple[Asked, AsOf]:
    choice, day = choice_of(request, stores=list(Store.objects.order_by("name", "pk")))
    assert request.business is not None, "no page is shown before the set-up"
    return Asked(choice, request.business.currency, request.GET.get("by", "")), day


def _context(asked: Asked, day: AsOf) -> dict[str, Any]:
    return {"choice": asked.choice, "as_of": day, "presets": OFFERED}
