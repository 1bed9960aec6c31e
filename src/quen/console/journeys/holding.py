"""How many a journey is to hold out, said while its rules are written."""

from hashlib import sha256

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from quen.campaigns.holdout import Holdout, proposed
from quen.console.access import StaffRequest, needs
from quen.console.campaigns.holding import live, said, taken
from quen.console.journeys.rules_form import RulesForm
from quen.journeys.draft import draft_of
from quen.journeys.errors import BadJourney
from quen.journeys.expect import Ahead, ahead, lift_on_any_day
from quen.journeys.models import Journey
from quen.journeys.plan import Plan
from quen.journeys.yaml_text import dump, from_values
from quen.kernel.sentences import gettext_noop
from quen.shops.roles import Permission

LIVE = live(
    "purpose", "again", "reentry_days", "stale_days", "most_an_hour", "carried", days="proof_days", is_yearly=True
)  # fmt: skip
_NOBODY = gettext_noop("What is about her own business is kept from nobody: nobody is held out then.")
_SALT = "quen.console.journeys.holding"
_HOUR = 3_600
"""Seconds for which a dry run that goes along with the form stands for another."""


@needs(Permission.MANAGE_OUTREACH)
@require_GET
def seen(request: StaffRequest, journey_id: int) -> HttpResponse:
    """What the chosen share shows of a year like the last one, and the smallest that shows the wanted lift."""
    journey = get_object_or_404(Journey, pk=journey_id)
    asked = taken(request.GET)
    if request.GET.get("purpose") == "transactional":
        asked["holdout_percent"] = "0"
    form = RulesForm(asked, told=draft_of(journey).values)
    return said(request, form, LIVE, lambda: _found(form, journey, request.GET.get("carried", "")))


def _found(form: RulesForm, journey: Journey, carried: str) -> tuple[Holdout, str]:
    typed = form.cleaned_data
    if typed.get("purpose") == "transactional":
        raise BadJourney(_NOBODY)
    year, carried = _year(from_values({**form.told, **form.values()}), journey.pk, carried)
    found = proposed(
        year.customers, rate=year.rate, holdout_percent=typed["holdout_percent"], wanted=typed["wanted_points"] / 100,
        smallest=lift_on_any_day,
    )  # fmt: skip
    return found, carried


def _year(plan: Plan, journey: int, carried: str) -> tuple[Ahead, str]:
    """Whom a year brings, by a dry run or by the one of before, where nothing changed that it hangs on."""
    about = _about(plan, journey)
    try:
        kept = signing.loads(carried, salt=_SALT, max_age=_HOUR)
    except signing.BadSignature:
        kept = None
    if kept and kept["about"] == about:
        return Ahead(kept["customers"], kept["rate"]), carried
    year = ahead(plan, journey=journey, at=timezone.now())
    told = {"about": about, "customers": year.customers, "rate": year.rate}
    return year, signing.dumps(told, salt=_SALT)


def _about(plan: Plan, journey: int) -> str:
    """All a dry run's customers hang on: not its words, and not who of them is held out."""
    asked = plan.model_copy(update={"name": "", "description": "", "holdout_percent": 0})
    return sha256(f"{journey} {dump(asked)}".encode()).hexdigest()[:16]
