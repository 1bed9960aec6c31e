"""Competitors: the register, what was seen of them, and where they press on prices."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.act import act
from quen.console.leads.forms import CompetitorForm, SightingForm, minor
from quen.insight.feedback.leaving import Source, leaving
from quen.kernel.errors import QuenError
from quen.leads.compete import pressure, register, see
from quen.leads.models import Competitor, Sighting
from quen.shops.roles import Permission

_MOST, _NEWEST = 100, 20
_LOOKS_BACK = timedelta(days=365)


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """All of it on one page."""
    rivals = Competitor.objects.annotate(
        lost=Count("leads", distinct=True), seen=Count("sightings", distinct=True), newest=Max("sightings__seen_on")
    )  # fmt: skip
    now = timezone.now()
    gone = leaving(since=now - _LOOKS_BACK, until=now)
    shown = list(rivals.order_by("-lost", "name")[:_MOST])
    context = {
        "rivals": [(one, gone.for_whom[one.pk]) for one in shown],
        "leaving": gone,
        "leaving_sources": Source.choices,
        "leaving_rows": [
            (reason.label, [(source.label, counts[source]) for source in Source], total)
            for reason, counts, total in gone.table
        ],
        "last_words": [(one, one.source.label, one.reason.label) for one in gone.last],
        "pressure": pressure(timezone.localdate() - _LOOKS_BACK),
        "sightings": list(
            Sighting.objects.select_related("competitor").order_by("-seen_on", "-pk")[:_NEWEST]
        ),
        "competitor_form": CompetitorForm(),
        "sighting_form": SightingForm(),
    }
    return render(request, "console/leads/competitors.html", context)


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """Note another shop."""
    form = CompetitorForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        act(
            request,
            lambda now: register(name=typed["name"], words=typed["words"], at=now, by=actor(request)),
            done=_("It is in the register."),
        )
    return redirect("console:leads:competitors")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def note(request: StaffRequest) -> HttpResponse:
    """Keep what was seen."""
    form = SightingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a competitor and a day, and say what it offers or its price."))
        return redirect("console:leads:competitors")
    typed, currency = form.cleaned_data, currency_of(request)
    try:
        see(
            competitor=typed["competitor"], product=typed["product"], area=typed["area"], offer=typed["offer"],
            price_minor=minor(typed["price"], currency), our_price_minor=minor(typed["our_price"], currency),
            seen_on=typed["seen_on"], by=actor(request),
        )  # fmt: skip
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("Kept."))
    return redirect("console:leads:competitors")
