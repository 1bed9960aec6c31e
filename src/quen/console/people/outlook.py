"""What to expect of one customer, in words: the panel her profile loads."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.people.signalled import signalled
from quen.console.templatetags.written import number, percent
from quen.insight.forecasts.reads import forecast_of, last_run, next_products_of, runs_out_of, what_is_missing
from quen.insight.models import Forecast
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.people.models import Customer
from quen.shops.roles import Permission

OVERDUE_FROM = 0.95
_RUNS_OUT = 5
_SURE, _LIKELY, _HARDLY = 0.9, 0.5, 0.1


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def outlook(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The panel; a page of its own without scripts."""
    try:
        root = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    is_partial = request.headers.get("HX-Request-Type") == "partial"
    template = "console/people/_outlook.html" if is_partial else "console/people/outlook.html"
    return render(request, template, _context(root))


def _context(root: Customer) -> dict[str, Any]:
    forecast = forecast_of(root.pk)
    run = last_run()
    missing = what_is_missing(run) if run and not forecast else None
    return {
        "customer": root,
        "forecast": forecast,
        "told": told(forecast) if forecast else None,
        "signalled": signalled(root.pk, forecast, run, at=timezone.now()) if forecast else "",
        "runs_out": runs_out_of(root.pk, most=_RUNS_OUT),
        "next_products": next_products_of(root.pk),
        "missing": missing.render(_) if missing else "",
    }


@dataclass(frozen=True)
class Told:
    """The forecast as a person says it."""

    finding: str
    silence: str
    is_overdue: bool
    active: str
    purchases: str
    purchases_range: str


def told(forecast: Forecast) -> Told:
    """The sentences of a forecast."""
    low, high = number(forecast.expected_90_low), number(forecast.expected_90_high)
    return Told(
        finding=_finding(forecast.p_active),
        silence=_silence(forecast.overdue),
        is_overdue=forecast.overdue >= OVERDUE_FROM,
        active=percent(100 * forecast.p_active, 0),
        purchases=number(forecast.expected_90, 1),
        purchases_range=low if low == high else f"{low}–{high}",
    )


def _finding(p_active: float) -> str:
    if p_active >= _SURE:
        return _("Very likely still a customer.")
    if p_active >= _LIKELY:
        return _("Probably still a customer.")
    if p_active >= _HARDLY:
        return _("Probably gone.")
    return _("Very likely gone.")


def _silence(overdue: float) -> str:
    """Never 100 %: no silence is longer than all that could be."""
    share = percent(min(100 * overdue, 99.9), 0 if overdue < 0.99 else 1)
    if overdue < _LIKELY:
        return _(
            "The silence so far is nothing unusual: longer than %(share)s of the gaps to be expected."
        ) % {"share": share}
    return _("This silence is longer than %(share)s of the gaps to be expected of this customer.") % {
        "share": share
    }
