"""The programme at a glance, and what it brought."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.choice import OFFERED, Preset, choice_of
from quen.console.loyalty.brought import finding, page_of
from quen.console.loyalty.glance import given_back, moves, points_figure, tiers
from quen.console.reports.export import taken_away
from quen.console.sheet_file import FORMATS, as_file
from quen.enrolment.versions import in_force, launched
from quen.insight.books.liability import liability, outstanding_then
from quen.insight.books.worth import worth
from quen.insight.loyalty.brought import brought
from quen.insight.loyalty.overview import ENOUGH_MEMBERS, kept_sums, overview, points_by_month, span
from quen.rewards.popularity import most_wanted
from quen.shops.roles import Permission

OPENS_WITH = Preset.MONTHS_12
SHOWN = 5


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Members, their share of the sales, points given and spent, tiers, and what is outstanding, in a period."""
    (choice, day), zone, now = choice_of(request, otherwise=OPENS_WITH), _zone(request), timezone.now()
    of = span(first_day=choice.first_day, last_day=choice.last_day, at=now, zone=zone)
    sums = kept_sums(of, first_day=choice.first_day, last_day=choice.last_day)
    found, versions = overview(of, sums), launched()
    programme, value = in_force(versions, choice.last_day), worth(versions)
    until = None if of.is_now else of.until
    context = {
        "choice": choice,
        "as_of": day,
        "presets": OFFERED,
        "found": found,
        "is_empty": not found.members and choice.last_day == day.day,
        "owed": outstanding_then(until=until, by=value) if until else liability(at=now, by=value, zone=zone),
        "given_back": given_back(found, programme),
        "chart": points_figure(found) if sums.months else None,
        "tiers": tiers(found, programme),
        "moves": moves(found, programme),
        "rewards": most_wanted(since=of.since, until=of.until, most=SHOWN),
        "enough": ENOUGH_MEMBERS,
    }
    return render(request, "console/loyalty/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """Points by month of the period as CSV or XLSX."""
    if file_format not in FORMATS:
        raise Http404
    choice, _day = choice_of(request, otherwise=OPENS_WITH)
    of = span(first_day=choice.first_day, last_day=choice.last_day, at=timezone.now(), zone=_zone(request))
    rows = [(month.begins, month.given, month.spent, month.expired) for month in points_by_month(of)]
    headings = (_("Month"), _("Points given"), _("Points spent"), _("Points expired"))
    return as_file(headings, rows, f"points-by-month.{file_format}")


@needs(Permission.SEE_LOYALTY)
@require_GET
def effect(request: StaffRequest) -> HttpResponse:
    """What the programme brought: members' extra visits beside what they cost."""
    choice, day = choice_of(request)
    found = brought(first_day=choice.first_day, last_day=choice.last_day, zone=_zone(request))
    page = page_of(found, currency_of(request))
    context = {
        "choice": choice,
        "as_of": day,
        "presets": OFFERED,
        "export": reverse("console:loyalty:effect_export"),
        "found": found,
        "finding": finding(found),
        "page": page,
        "figures": [section.figure(currency_of(request)) for section in page.sections] if page else [],
    }
    return render(request, "console/loyalty/effect.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def effect_export(request: StaffRequest) -> HttpResponse:
    """Its tables as CSV or XLSX."""
    choice, _day = choice_of(request)
    found = brought(first_day=choice.first_day, last_day=choice.last_day, zone=_zone(request))
    page, currency = page_of(found, currency_of(request)), currency_of(request)
    if page is None:
        raise Http404
    return taken_away(page.sections, query=request.GET, name="effect", choice=choice, currency=currency)


def _zone(request: StaffRequest) -> ZoneInfo:
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    return ZoneInfo(business.timezone)
