"""What the shop promises: when somebody is there, and how soon answers come."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.tickets.forms import DayForm, TargetForm, WeekForm, clock_of
from quen.shops.roles import Permission
from quen.tickets.choices import Priority
from quen.tickets.promises import (
    change_hours,
    change_target,
    forget_special_day,
    promises,
    set_special_day,
    special_days,
    ticket_settings,
)


@needs(Permission.MANAGE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """All of it on one page."""
    kept, promised = ticket_settings(), promises()
    targets = [
        (priority, TargetForm(initial=_minutes(promised.targets[priority], priority), prefix=None))
        for priority in Priority
    ]
    days = [
        (row, clock_of(row.from_minute), clock_of(row.until_minute), row.from_minute < row.until_minute)
        for row in special_days(timezone.localtime())
    ]
    week = WeekForm(week=kept.week, keeps_holidays=kept.keeps_holidays)
    context = {"targets": targets, "week": week, "special": days, "day_form": DayForm()}
    return render(request, "console/tickets/promises.html", context)


@needs(Permission.MANAGE_TICKETS)
@require_POST
def hours(request: StaffRequest) -> HttpResponse:
    """When somebody is there."""
    kept = ticket_settings()
    form = WeekForm(request.POST, week=kept.week, keeps_holidays=kept.keeps_holidays)
    if form.is_valid():
        holidays = form.cleaned_data["keeps_holidays"]
        act(
            request,
            lambda _now: change_hours(week=form.week(), keeps_holidays=holidays, by=actor(request)),
            done=_("Saved. Clocks that run already keep what they promised."),
        )
    else:
        messages.error(request, _("Write times like 08:00."))
    return redirect("console:tickets:promises")


@needs(Permission.MANAGE_TICKETS)
@require_POST
def target(request: StaffRequest) -> HttpResponse:
    """How soon, for one priority."""
    form = TargetForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        act(
            request,
            lambda _now: change_target(
                priority=Priority(typed["priority"]), first=typed["first"], following=typed["following"],
                solve=typed["solve"], by=actor(request),
            ),
            done=_("Saved. Clocks that run already keep what they promised."),
        )  # fmt: skip
    else:
        messages.error(request, _("Write whole minutes, at least 1."))
    return redirect("console:tickets:promises")


@needs(Permission.MANAGE_TICKETS)
@require_POST
def day(request: StaffRequest) -> HttpResponse:
    """One day is different."""
    form = DayForm(request.POST)
    if form.is_valid():
        typed, (first, last) = form.cleaned_data, form.minutes()
        act(
            request,
            lambda _now: set_special_day(
                day=typed["day"],
                from_minute=first,
                until_minute=last,
                words=typed["words"],
                by=actor(request),
            ),
            done=_("The day is kept."),
        )
    else:
        messages.error(request, _("Choose a day; write times like 08:00, or none where it is closed."))
    return redirect("console:tickets:promises")


@needs(Permission.MANAGE_TICKETS)
@require_POST
def forget_day(request: StaffRequest, day: str) -> HttpResponse:
    """The day is like any other."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    act(
        request,
        lambda _now: forget_special_day(day=found, by=actor(request)),
        done=_("It is a day like any other."),
    )
    return redirect("console:tickets:promises")


def _minutes(promise: object, priority: Priority) -> dict[str, object]:
    spans = {"first": "first", "following": "next", "solve": "solve"}
    return {
        "priority": priority.value,
        **{name: int(getattr(promise, of).total_seconds()) // 60 for name, of in spans.items()},
    }
