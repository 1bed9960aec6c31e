"""The closed loop on one page: how far complaints come, who is stuck in it (all on a page each), and who came back."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.templatetags.written import number
from quen.insight.feedback.loop import BADLY, UNKNOWN, WELL, Fit, Loop, Stage, loop, stuck_before
from quen.measures.wilson import FEWEST_CUSTOMERS
from quen.shops.roles import Permission

ROWS = 50
SPANS = {"90": gettext_lazy("90 days"), "365": gettext_lazy("A year"), "730": gettext_lazy("Two years")}
STAGES = {
    "heard": gettext_lazy("Something went wrong"),
    "answered": gettext_lazy("Answered"),
    "offered": gettext_lazy("Made good with something"),
    "solved": gettext_lazy("Settled"),
    "asked": gettext_lazy("Asked how it was"),
    "rated": gettext_lazy("She said how it was"),
    "returned": gettext_lazy("Bought again within 90 days"),
}
STUCK = {
    "answered": gettext_lazy("Nobody has answered yet"),
    "offered": gettext_lazy("Waits for a manager's yes"),
    "solved": gettext_lazy("Answered, not settled"),
    "asked": gettext_lazy("Settled, nobody has asked how it was"),
    "rated": gettext_lazy("Asked, she has not said how it was"),
    "returned": gettext_lazy("Has not come back in 90 days"),
}
ENDED = {
    WELL: gettext_lazy("Settled well (4 or 5 stars)"),
    BADLY: gettext_lazy("Badly, or not settled"),
    UNKNOWN: gettext_lazy("Settled, not rated"),
}
_HOURS_SAY_ENOUGH, _HOURS_A_DAY = 48, 24


@needs(Permission.SEE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """Of the stores this person sees."""
    days, now = _days(request), timezone.now()
    found = loop(since=now - timedelta(days=int(days)), until=now, at=now, stores=_stores(request))
    context = {
        "spans": SPANS.items(),
        "days": days,
        "loop": found,
        "stages": [_told(one, found) for one in found.stages],
        "ended": [(ENDED[one.outcome], one) for one in found.ended],
        **_beside(found),
    }
    return render(request, "console/tickets/loop.html", context)


@needs(Permission.SEE_TICKETS)
@require_GET
def stuck(request: StaffRequest, stage: str) -> HttpResponse:
    """Everybody who is stuck before one stage, of the stores this person sees; by pages."""
    if stage not in STUCK:
        raise Http404
    days, now = _days(request), timezone.now()
    rows = stuck_before(
        stage, since=now - timedelta(days=int(days)), until=now, at=now, stores=_stores(request)
    )
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "counted": len(rows),
        "label": STUCK[stage],
        "days": days,
        "spans": SPANS.items(),
    }
    return render(request, "console/tickets/loop_stuck.html", context)


def _days(request: StaffRequest) -> str:
    days = request.GET.get("days", "365")
    return days if days in SPANS else "365"


def _stores(request: StaffRequest) -> list[int]:
    return list(request.user.stores.values_list("pk", flat=True))


def _told(stage: Stage, found: Loop) -> dict[str, object]:
    heard = found.stages[0].count
    return {
        "stage": stage,
        "label": STAGES[stage.key],
        "stuck_label": STUCK.get(stage.key, ""),
        "share": 100 * stage.count / heard if heard else None,
        "median": _span(stage.hours),
        "slow": _span(stage.slow_hours),
    }


def _span(hours: float | None) -> str:
    """Hours, or days where hours say little; empty where there is nothing to say."""
    if hours is None:
        return ""
    if hours < _HOURS_SAY_ENOUGH:
        return _("%(count)s hours") % {"count": number(hours, 1)}
    return _("%(count)s days") % {"count": number(hours / _HOURS_A_DAY, 1)}


def _beside(found: Loop) -> dict[str, object]:
    """Those whose trouble was settled well beside those whose was not, and what lies between them."""
    well, badly = found.ended_as(WELL), found.ended_as(BADLY)
    told: dict[str, object] = {
        "fit": found.fit.value,
        "well": well,
        "badly": badly,
        "fewest": FEWEST_CUSTOMERS,
    }
    if found.fit is Fit.ALIKE and well is not None and badly is not None:
        told["more_minor"] = well.each_minor - badly.each_minor
    return told
