"""The programme at a glance."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.charts import Bars, Figure, Series
from quen.console.choice import OFFERED, choice_of
from quen.console.loyalty.brought import finding, page_of
from quen.console.reports.export import taken_away
from quen.console.sheet_file import FORMATS, as_file
from quen.console.templatetags.written import number
from quen.enrolment.versions import version_in_force
from quen.insight.books.liability import liability
from quen.insight.loyalty.brought import brought
from quen.insight.loyalty.overview import ENOUGH_MEMBERS, PERIOD_DAYS, Overview, overview
from quen.programme import Programme
from quen.rewards.models import Reward
from quen.rewards.popularity import popularity
from quen.shops.roles import Permission

SHOWN = 5


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Members, their share of the sales, points given and spent, tiers, and what is outstanding."""
    now = timezone.now()
    found, programme = overview(at=now, zone=_zone(request)), version_in_force(timezone.localdate())
    book = liability(at=now)
    context = {
        "found": found,
        "programme": programme,
        "book": book,
        "chart": _points(found) if found.months else None,
        "tiers": _tiers(found, programme),
        "moves": _moves(found, programme),
        "rewards": _rewards(),
        "days": PERIOD_DAYS,
        "enough": ENOUGH_MEMBERS,
    }
    return render(request, "console/loyalty/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """Points by month as CSV or XLSX."""
    if file_format not in FORMATS:
        raise Http404
    found = overview(at=timezone.now(), zone=_zone(request))
    rows = [(month.begins, month.given, month.spent, month.expired) for month in found.months]
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


def _points(found: Overview) -> Figure:
    names = [f"{month.begins:%m/%Y}" for month in found.months]
    columns = (
        (_("Points given"), [month.given for month in found.months]),
        (_("Points spent"), [month.spent for month in found.months]),
        (_("Points expired"), [month.expired for month in found.months]),
    )
    spent, given = number(found.spent), number(found.given)
    return Figure(
        title=_("%(spent)s of %(given)s points given in twelve months were spent")
        % {"spent": spent, "given": given},
        chart=Bars(names, [Series(name, values) for name, values in columns]),
        headings=(_("Month"), *(name for name, _values in columns)),
        rows=[
            (name, *(number(values[place]) for _name, values in columns)) for place, name in enumerate(names)
        ],
    )


def _rewards() -> list[tuple[str, int]]:
    """The rewards handed over most, with how often."""
    rewards = list(Reward.objects.order_by("pk"))
    counted = popularity(rewards) if rewards else {}
    named = [(reward.name, counted[reward.pk].handed_over) for reward in rewards if reward.pk in counted]
    return sorted((each for each in named if each[1]), key=lambda each: -each[1])[:SHOWN]


def _tiers(found: Overview, programme: Programme | None) -> list[tuple[str, int]]:
    """The tiers from the lowest up; members not judged yet stand on the lowest."""
    steps = programme.tiers.steps if programme and programme.tiers else ()
    return [
        (step.name, found.tiers.get(step.key, 0) + (found.tiers.get("", 0) if not place else 0))
        for place, step in enumerate(steps)
    ]


def _moves(found: Overview, programme: Programme | None) -> list[dict[str, Any]]:
    """Who rose and who fell in the period, the most first."""
    steps = programme.tiers.steps if programme and programme.tiers else ()
    names = {step.key: step.name for step in steps}
    places = {step.key: place for place, step in enumerate(steps)}
    return [
        {
            "before": names.get(before, before),
            "after": names.get(after, after),
            "count": count,
            "is_up": places.get(after, 0) > places.get(before, 0),
        }
        for (before, after), count in sorted(found.moves.items(), key=lambda move: -move[1])
    ]
