"""Corrections that wait for a second person, and those decided lately."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.books.forms import DecidedForm
from quen.console.people.answers import attempt
from quen.console.people.authors import names_of
from quen.points.adjust import approve, refuse
from quen.points.settings import points_settings
from quen.points.terms import Adjustment, Decision
from quen.shops.roles import Permission

_LATELY = 20
_MOST_WAITING = 100


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Who asked for what, and why."""
    rows = Adjustment.objects.select_related("customer")
    waiting = list(rows.filter(state=Decision.WAITING).order_by("asked_at")[:_MOST_WAITING])
    lately = list(rows.exclude(state=Decision.WAITING).order_by("-decided_at")[:_LATELY])
    authors = names_of(name for row in (*waiting, *lately) for name in (row.asked_by, row.decided_by))
    me, decided = str(actor(request)), points_settings()
    context = {
        "waiting": [(row, authors[row.asked_by], row.asked_by == me) for row in waiting],
        "lately": [(row, authors[row.asked_by], authors[row.decided_by]) for row in lately],
        "decided": decided,
        "form": DecidedForm(
            initial={"return_policy": decided.return_policy, "approval_above": decided.approval_above}
        ),
    }
    return render(request, "console/books/adjustments.html", context)


@needs(Permission.APPROVE_POINTS)
@require_POST
def say_yes(request: StaffRequest, adjustment_id: int) -> HttpResponse:
    """Post it."""
    attempt(
        request,
        lambda: approve(adjustment=adjustment_id, at=timezone.now(), by=actor(request)),
        done=_("Approved and posted."),
    )
    return redirect("console:books:adjustments")


@needs(Permission.ADJUST_POINTS)
@require_POST
def say_no(request: StaffRequest, adjustment_id: int) -> HttpResponse:
    """Refuse it; who asked for it takes it back so. Whoever may not approve refuses only her own."""
    is_mine = Adjustment.objects.filter(pk=adjustment_id, asked_by=str(actor(request))).exists()
    if not is_mine and not request.user.may(Permission.APPROVE_POINTS):
        raise PermissionDenied
    attempt(
        request,
        lambda: refuse(adjustment=adjustment_id, at=timezone.now(), by=actor(request)),
        done=_("Refused. Nothing was posted."),
    )
    return redirect("console:books:adjustments")
