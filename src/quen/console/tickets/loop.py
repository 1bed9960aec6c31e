"""The closed loop on one page: how far complaints come, who is stuck in it, and who came back."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.insight.feedback.loop import BADLY, UNKNOWN, WELL, Loop, Stage, loop
from quen.shops.roles import Permission

SPANS = {"90": _("90 days"), "365": _("A year"), "730": _("Two years")}
STAGES = {
    "heard": (_("Something went wrong"), ""),
    "answered": (_("Answered"), _("Nobody has answered yet")),
    "offered": (_("Made good with something"), ""),
    "solved": (_("Settled"), _("Answered, not settled")),
    "rated": (_("She said how it was"), _("Settled, she has not said how it was")),
    "returned": (_("Bought again within 90 days"), _("Has not come back in 90 days")),
}
ENDED = {
    WELL: _("Settled well (4 or 5 stars)"),
    BADLY: _("Badly, or not settled"),
    UNKNOWN: _("Settled, not rated"),
}


@needs(Permission.SEE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """Of the stores this person sees."""
    days = request.GET.get("days", "365")
    days = days if days in SPANS else "365"
    now = timezone.now()
    stores = list(request.user.stores.values_list("pk", flat=True))
    found = loop(since=now - timedelta(days=int(days)), until=now, at=now, stores=stores)
    context = {
        "spans": SPANS.items(),
        "days": days,
        "loop": found,
        "stages": [_told(one, found) for one in found.stages],
        "ended": [(ENDED[one.outcome], one) for one in found.ended],
    }
    return render(request, "console/tickets/loop.html", context)


def _told(stage: Stage, found: Loop) -> dict[str, object]:
    heard = found.stages[0].count
    label, stuck_label = STAGES[stage.key]
    share = 100 * stage.count / heard if heard else None
    return {"label": label, "stuck_label": stuck_label, "stage": stage, "share": share}
