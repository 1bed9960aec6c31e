"""One journey: the map with who is where, its switch, who did not enter, its versions."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.act import act
from quen.console.journeys.drawn import drawn
from quen.console.journeys.result import brought_by, visible_of
from quen.console.people.authors import names_of
from quen.journeys.advance import unstick
from quen.journeys.models import INSIDE, Arm, Enrolment, Journey, NotEntered, State
from quen.journeys.reads import Numbers, at_steps, numbers_of, plan_of
from quen.journeys.switch import switch_off, switch_on
from quen.shops.roles import Permission

ROWS = 30
SINCE_DAYS = 30
MOST_VERSIONS = 50


@needs(Permission.SEE_OUTREACH)
@require_GET
def show(request: StaffRequest, journey_id: int) -> HttpResponse:
    """The newest version, or with ``?version=`` an older one some may still be on."""
    journey = get_object_or_404(Journey, pk=journey_id)
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else journey.version
    versions = list(journey.versions.order_by("-number")[:MOST_VERSIONS])
    version = next((each for each in versions if each.number == number), None)
    if version is None:
        raise Http404
    plan = plan_of(version)
    since = timezone.localdate() - timedelta(days=SINCE_DAYS)
    skipped = journey.skipped.filter(day__gt=since).values_list("reason").order_by("reason")
    authors = names_of(each.made_by for each in versions)
    older = Enrolment.objects.filter(journey=journey, state__in=INSIDE, arm=Arm.TREATED).exclude(
        version=number
    )
    context = {
        "journey": journey,
        "version": version,
        "plan": plan,
        "map": drawn(plan, at_steps(journey.pk, number)),
        "numbers": numbers_of([journey.pk]).get(journey.pk, Numbers()),
        "skipped": [(NotEntered(why).label, count) for why, count in skipped.annotate(Sum("customers"))],
        "versions": [(each, authors.get(each.made_by, "")) for each in versions],
        "elsewhere": older.count(),
        "brought": brought_by(journey, currency=currency_of(request)),
        "visible": visible_of(journey),
    }
    return render(request, "console/journeys/show.html", context)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def switch(request: StaffRequest, journey_id: int) -> HttpResponse:
    """On, off, or off and empty."""
    journey = get_object_or_404(Journey, pk=journey_id)
    to, by = request.POST.get("to", ""), actor(request)
    if to == "on":
        done = _("Customers enter “%(name)s” from now on.") % {"name": journey.name}
        act(request, lambda now: switch_on(journey=journey.pk, at=now, by=by), done=done)
    elif to in {"off", "empty"}:
        done = _("Nobody enters “%(name)s” any more.") % {"name": journey.name}
        is_emptied = to == "empty"
        act(
            request,
            lambda now: switch_off(journey=journey.pk, at=now, by=by, is_emptied=is_emptied),
            done=done,
        )
    else:
        raise Http404
    return redirect("console:journeys:show", journey_id=journey.pk)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def try_again(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Let those go on who are stuck."""
    journey = get_object_or_404(Journey, pk=journey_id)
    act(
        request,
        lambda now: unstick(journey=journey.pk, at=now),
        done=_("They are tried again within a few seconds."),
    )
    return redirect("console:journeys:show", journey_id=journey.pk)


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def customers(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Who is in it or was, narrowed down to a step or to those who are stuck."""
    journey = get_object_or_404(Journey, pk=journey_id)
    step, state = request.GET.get("step", "")[:60], request.GET.get("state", "")
    rows = Enrolment.objects.filter(journey=journey).select_related("customer").order_by("-pk")
    if state in State.values:
        rows = rows.filter(state=state)
    if step:
        rows = rows.filter(step=step, state__in=INSIDE)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "journey": journey, "page": page, "counted": page.paginator.count, "step": step, "state": state,
        "states": State.choices,
    }  # fmt: skip
    return render(request, "console/journeys/customers.html", context)
