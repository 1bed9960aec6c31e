"""What the shop promises: when somebody is there, and how soon answers come."""

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act, act_as_typed
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
    return _page(request)


@needs(Permission.MANAGE_TICKETS)
@require_POST
def hours(request: StaffRequest) -> HttpResponse:
    """When somebody is there."""
    form = _week(request.POST)
    is_done = act_as_typed(
        request, form,
        lambda: change_hours(
            week=form.week(), keeps_holidays=form.cleaned_data["keeps_holidays"], by=actor(request)
        ),
        done=_("Saved. Clocks that run already keep what they promised."),
    )  # fmt: skip
    return redirect("console:tickets:promises") if is_done else _page(request, week=form)


@needs(Permission.MANAGE_TICKETS)
@require_POST
def target(request: StaffRequest) -> HttpResponse:
    """How soon, for one priority."""
    priority, form = request.POST.get("priority"), TargetForm(request.POST)
    if priority not in Priority.values:
        raise Http404
    is_done = act_as_typed(
        request, form,
        lambda: change_target(
            priority=Priority(priority), first=form.cleaned_data["first"], following=form.cleaned_data["following"],
            solve=form.cleaned_data["solve"], by=actor(request),
        ),
        done=_("Saved. Clocks that run already keep what they promised."),
    )  # fmt: skip
    return redirect("console:tickets:promises") if is_done else _page(request, typed={priority: form})


@needs(Permission.MANAGE_TICKETS)
@require_POST
def day(request: StaffRequest) -> HttpResponse:
    """One day is different."""
    form = DayForm(request.POST)

    def keep() -> None:
        first, last = form.minutes()
        typed = form.cleaned_data
        set_special_day(
            day=typed["day"], from_minute=first, until_minute=last, words=typed["words"], by=actor(request)
        )

    is_done = act_as_typed(request, form, keep, done=_("The day is kept."))
    return redirect("console:tickets:promises") if is_done else _page(request, day=form)


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


def _page(
    request: StaffRequest,
    *,
    week: WeekForm | None = None,
    typed: Mapping[str, TargetForm] | None = None,
    day: DayForm | None = None,
) -> HttpResponse:
    """What is promised; a form that was refused stands as it was typed."""
    promised = promises()
    targets = {
        priority: TargetForm(initial=_minutes(promised.targets[priority], priority)) for priority in Priority
    }
    days = [
        (row, clock_of(row.from_minute), clock_of(row.until_minute), row.from_minute < row.until_minute)
        for row in special_days(timezone.localtime())
    ]
    context = {
        "targets": [(priority, (typed or {}).get(priority, form)) for priority, form in targets.items()],
        "week": week or _week(),
        "special": days,
        "day_form": day or DayForm(),
    }
    is_refused = any(form is not None for form in (week, typed, day))
    return render(request, "console/tickets/promises.html", context, status=422 if is_refused else 200)


def _week(typed: QueryDict | None = None) -> WeekForm:
    kept = ticket_settings()
    return WeekForm(typed, week=kept.week, keeps_holidays=kept.keeps_holidays)
