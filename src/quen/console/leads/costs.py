"""What sources and campaigns cost, and what a lead and a new customer cost, beside what keeping one costs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.leads.forms import CostForm, minor
from quen.insight.economics import assume, assumed
from quen.leads.costs import (
    Brought,
    Label,
    Months,
    by_label,
    by_source,
    enter_cost,
    entered,
    labels_known,
    take_cost_back,
)
from quen.leads.models import LeadSource
from quen.measures.cost_of_customers import CostOfCustomers, cost_of_customers
from quen.shops.roles import Permission


@needs(Permission.SEE_REPORTS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """The last twelve months, this one included; cut by source, and by what the links of advertisements said."""
    asked, year, keeping = request.GET.get("by", ""), _year(), assumed().keeping_minor
    rows = by_source(year)
    cut_by = Label(asked) if asked in Label.values else Label.CAMPAIGN
    context = {
        "rows": [(source.label, brought) for source, brought in rows.items()],
        "labels": Label.choices,
        "cut_by": cut_by,
        "cut": by_label(cut_by, year),
        "known": labels_known(year),
        "entered": entered(year),
        "form": CostForm(),
        "first": year.first,
        "together": _together(rows.values(), keeping),
        "keeping_minor": keeping or None,
        "may_assume": request.user.may(Permission.CHANGE_SETTINGS),
    }
    return render(request, "console/leads/costs.html", context)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def enter(request: StaffRequest) -> HttpResponse:
    """Keep what a source, or a campaign of it, cost in a month."""
    form = CostForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        enter_cost(
            source=LeadSource(typed["source"]), month=typed["month"], at=timezone.now(), by=actor(request),
            amount_minor=minor(typed["amount"], currency_of(request)) or 0, utm=form.utm(),
        )  # fmt: skip
        messages.success(request, _("The cost is kept."))
    else:
        messages.error(request, _("Choose a source and a month, and type what it cost."))
    return redirect("console:leads:costs")


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def remove(request: StaffRequest, cost_id: int) -> HttpResponse:
    """Take an entry back that was a mistake; it can be entered again."""
    take_cost_back(cost_id)
    messages.success(request, _("The cost is taken back."))
    return redirect("console:leads:costs")


@needs(Permission.CHANGE_SETTINGS)
@require_POST
def use(request: StaffRequest) -> HttpResponse:
    """Let the measured cost of a new customer be the assumption of "What keeping is worth"."""
    known = assumed()
    per_new = _together(by_source(_year()).values(), known.keeping_minor).per_new_minor
    if per_new is None:
        messages.error(request, _("There is no cost of a new customer yet."))
    else:
        assume(replace(known, winning_minor=round(per_new)), by=actor(request))
        messages.success(request, _("The reports assume this cost of a new customer from now on."))
    return redirect("console:leads:costs")


def _together(rows: Iterable[Brought], keeping_minor: int) -> CostOfCustomers:
    """Over the sources whose costs are known: one without costs would make the others look cheap."""
    paid = [row for row in rows if row.cost_minor is not None]
    return cost_of_customers(
        winning_minor=sum(row.cost_minor or 0 for row in paid), new_customers=sum(row.won for row in paid),
        keeping_minor=keeping_minor, kept_customers=1,
    )  # fmt: skip


def _year() -> Months:
    today = timezone.localdate()
    after = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return Months.between(after.replace(year=after.year - 1), after)
