"""What to expect of the customers, and how far to trust it: the forecast judged on the shop's own past."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.choice import choice_of
from quen.console.reports.export import taken_away
from quen.console.reports.heard import signals_section
from quen.console.reports.next_product import next_product_section
from quen.console.reports.page import Facts, Section, Stat
from quen.console.reports.yardstick import MODEL_NAMES, sections, which_is_used
from quen.console.templatetags.written import money_in, number, percent
from quen.insight.forecasts.reads import last_run, what_is_missing
from quen.insight.models import ForecastRun
from quen.shops.roles import Permission

_ALL = 0.995


@needs(Permission.SEE_REPORTS)
@require_GET
def forecasts(request: StaffRequest) -> HttpResponse:
    """The yardstick; or why there is no forecast yet."""
    assert request.business is not None, "no page is shown before the set-up"
    run, currency = last_run(), request.business.currency
    found = run.findings if run else None
    missing = what_is_missing(run) if run else None
    context: dict[str, Any] = {
        "run": run,
        "missing": missing.render(_) if missing else "",
        "export": reverse("console:reports:forecasts_export"),
    }
    if run and found:
        judged = _judged(run)
        context |= {
            "stats": _stats(found, run, currency),
            "used": which_is_used(found),
            "figures": [section.figure(currency) for section in judged],
            "models": _models(found),
            "judged_from": parse_date(found["past"]["until"]) if found["past"] else None,
            "judged_days": found["past"]["horizon_days"] if found["past"] else None,
        }
    return render(request, "console/reports/forecasts.html", context)


@needs(Permission.SEE_REPORTS)
@require_GET
def export(request: StaffRequest) -> HttpResponse:
    """The tables of the yardstick, as those of the reports."""
    assert request.business is not None, "no page is shown before the set-up"
    run = last_run()
    if run is None or not (judged := _judged(run)):
        raise Http404
    choice, _day = choice_of(request)
    return taken_away(
        judged, query=request.GET, name="forecasts", choice=choice,
        currency=request.business.currency,
    )  # fmt: skip


def _judged(run: ForecastRun) -> list[Section]:
    """All that was tried out on the shop's past."""
    past = run.findings["past"] if run.findings else None
    following = [next_product_section(run.next_product)] if "judged" in run.next_product else []
    told = run.findings.get("signals") if run.findings else None
    signals = [signals_section(told, past["horizon_days"])] if told and past else []
    return [*(sections(past) if past else []), *signals, *following]


def _stats(found: Facts, run: ForecastRun, currency: str) -> list[Stat]:
    known, active = found["customers"], found["active"]
    can_tell = active <= _ALL * known
    share = percent(100 * active / known, 0)
    days = number(found["horizon_days"])
    return [
        Stat(
            _("Still customers"),
            f"≈ {number(round(active))}",
            _("%(share)s of %(known)s known") % {"share": share, "known": number(known)}
            if can_tell
            else _("that any left cannot be told yet"),
        ),
        Stat(_("Purchases in %(days)s days") % {"days": days}, f"≈ {number(round(found['purchases']))}"),
        Stat(_("Spending in %(days)s days") % {"days": days}, _spending(found, currency)),
        Stat(_("As of"), f"{run.worked_out_on:%d/%m/%Y}", _("worked out anew every night")),
    ]


def _spending(found: Facts, currency: str) -> str:
    return _("not known") if found["spend_minor"] is None else money_in(found["spend_minor"], currency)


def _models(found: Facts) -> list[tuple[str, str, str, bool]]:
    """Name, parameters, log-likelihood on the unseen past, and whether it is the one in use."""
    return [
        (
            MODEL_NAMES[name],
            "  ".join(f"{letter} {number(value, 3)}" for letter, value in model["parameters"].items()),
            number(model["held_out"], 1),
            name == found["model"],
        )
        for name, model in found["models"].items()
    ]
