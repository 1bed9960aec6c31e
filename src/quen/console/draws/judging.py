"""A judge gives points under pseudonyms, and hands in; the manager excuses one who does not come."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.draws.judge import MOST_POINTS, excuse_judge, give_points, hand_in
from quen.draws.models import Draw, Kind, State
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@needs(Permission.SEE_LOYALTY)
@require_http_methods(["GET", "POST"])
def points(request: StaffRequest, draw_id: int) -> HttpResponse:
    """Her own points for every entry, and nobody else's."""
    draw = get_object_or_404(Draw, pk=draw_id, kind=Kind.JUDGED, state=State.CLOSED)
    judge = draw.judges.filter(staff=request.user, excused_at=None).first()
    if judge is None:
        raise Http404
    if request.method == "POST":
        _kept(request, draw)
        return redirect("console:draws:points", draw_id=draw.pk)
    given = dict(judge.marks.values_list("participant", "points"))
    entries = [(each, given.get(each.pk)) for each in draw.participants.order_by("label")]
    context = {
        "draw": draw, "judge": judge, "entries": entries, "scale": range(MOST_POINTS + 1),
        "missing": sum(points is None for _each, points in entries),
    }  # fmt: skip
    return render(request, "console/draws/points.html", context)


@needs(Permission.MANAGE_REWARDS)
@require_POST
def excuse(request: StaffRequest, draw_id: int, staff_id: int) -> HttpResponse:
    """She judges no more."""
    try:
        excuse_judge(draw=draw_id, staff=staff_id, at=timezone.now(), by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    return redirect("console:draws:show", draw_id=draw_id)


def _kept(request: StaffRequest, draw: Draw) -> None:
    said = {
        int(name[7:]): int(str(value))
        for name, value in request.POST.items()
        if name.startswith("points-") and name[7:].isdecimal() and str(value).isdecimal()
    }
    try:
        give_points(draw=draw.pk, staff=request.user.pk, points=said)
        if "hand_in" in request.POST:
            hand_in(draw=draw.pk, staff=request.user.pk, at=timezone.now(), by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("Your points are kept."))
