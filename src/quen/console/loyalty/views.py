"""The programme at a glance."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.charts import Bars, Figure, Series
from quen.console.sheet_file import FORMATS, as_file
from quen.console.templatetags.written import number
from quen.enrolment.versions import version_in_force
from quen.insight.books.liability import liability
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
