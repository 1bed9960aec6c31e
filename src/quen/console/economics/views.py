"""What keeping customers is worth."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.economics.form import AssumptionsForm, sliders
from quen.console.economics.page import claim_words, finding, sections, stats
from quen.economics.shop import ENOUGH_CUSTOMERS, Assumptions
from quen.insight.economics import assume, assumed, keeping
from quen.shops.roles import Permission


@needs(Permission.SEE_REPORTS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """The page, or with `part` only what the sliders change. Without a slider in the address: what was kept."""
    currency, found = currency_of(request), keeping()
    assumptions = _said(request, currency) or assumed()
    context: dict[str, object] = {"keeping": found, "is_part": "part" in request.GET}
    if found.period is not None:
        spent = found.period.revenue_per_customer_minor * found.period.periods_a_year
        context |= {
            "finding": finding(found.period, assumptions, currency),
            "stats": stats(found.period, assumptions, currency),
            "claim": claim_words(found.period, assumptions),
            "figures": [
                section.figure(currency) for section in sections(found, found.period, assumptions, currency)
            ],
            "sliders": sliders(assumptions, currency=currency, spent_minor=spent),
            "is_few": found.period.customers_before < ENOUGH_CUSTOMERS,
            "may_keep": request.user.may(Permission.CHANGE_SETTINGS),
        }
    template = "_answer" if context["is_part"] else "index"
    return render(request, f"console/economics/{template}.html", context)


@needs(Permission.CHANGE_SETTINGS)
@require_POST
def keep(request: StaffRequest) -> HttpResponse:
    """Keep the sliders as they stand for everybody."""
    form = AssumptionsForm(request.POST)
    if form.is_valid():
        assume(form.assumptions(currency_of(request)), by=actor(request))
        messages.success(request, _("Your assumptions are kept."))
    else:
        words = _("That cannot be assumed: shares lie between 0 and 100%. Nothing was changed.")
        messages.error(request, words)
    return redirect("console:economics:index")


def _said(request: StaffRequest, currency: str) -> Assumptions | None:
    form = AssumptionsForm(request.GET)
    return form.assumptions(currency) if form.is_valid() else None
