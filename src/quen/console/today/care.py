"""The list of the day: to look through, to do, to set aside, to take back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.today.listing import CarePage, care_page
from quen.insight.as_of import as_of
from quen.insight.business_day import today_in
from quen.insight.today import decide
from quen.insight.today.models import Care
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@needs(Permission.TAKE_CARE)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """The list alone, for those whom the figures do not concern."""
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    day = as_of(today=today_in(business.timezone), timezone_name=business.timezone)
    context = {"as_of": day, "care": care_page(request, day=day.day) if day.newest else None}
    return render(request, "console/today/care.html", context)


@needs(Permission.TAKE_CARE)
@require_POST
def done(request: StaffRequest, care_id: int) -> HttpResponse:
    """She was looked after."""
    return _answer(request, lambda: decide.mark_done(care=care_id, by=actor(request), at=timezone.now()))


@needs(Permission.TAKE_CARE)
@require_POST
def aside(request: StaffRequest, care_id: int) -> HttpResponse:
    """Not now: for so many days."""
    days = request.POST.get("days", "")
    many = int(days) if days.isdecimal() and len(days) < 4 else 0
    return _answer(
        request, lambda: decide.set_aside(care=care_id, days=many, by=actor(request), at=timezone.now())
    )


@needs(Permission.TAKE_CARE)
@require_POST
def take_back(request: StaffRequest, care_id: int) -> HttpResponse:
    """What was decided did not happen."""
    return _answer(request, lambda: decide.take_back(care=care_id, by=actor(request), at=timezone.now()))


def _answer(request: StaffRequest, act: Callable[[], Care]) -> HttpResponse:
    """Do it, and the list again, with what is to be said about it; a whole page where there is no script."""
    decided, refusal = None, ""
    try:
        decided = act()
    except QuenError as error:
        refusal = error.sentence.render(_)
    if request.headers.get("HX-Request-Type") == "partial":
        context = {"care": _list(request), "decided": decided, "refusal": refusal}
        return render(request, "console/today/_care.html", context)
    if refusal:
        messages.error(request, refusal)
    return redirect("console:today" if request.user.may(Permission.SEE_TODAY) else "console:care:show")


def _list(request: StaffRequest) -> CarePage:
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    day = as_of(today=today_in(business.timezone), timezone_name=business.timezone)
    return care_page(request, day=day.day)
