"""How many to hold out, said while the form is filled in."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.campaigns.holdout import Holdout, holdout_of
from quen.campaigns.models import LEAST_HORIZON, MOST_HORIZON
from quen.console.access import StaffRequest, needs
from quen.insight.business_day import business_today
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


class HoldoutForm(forms.Form):
    """What the sentence hangs on: a part of the campaign's form."""

    segment = forms.CharField(max_length=40, required=False)
    holdout_percent = forms.IntegerField(min_value=0, max_value=50)
    horizon_days = forms.IntegerField(min_value=LEAST_HORIZON, max_value=MOST_HORIZON)
    wanted_points = forms.FloatField(min_value=0.1, max_value=90)


@needs(Permission.MANAGE_OUTREACH)
@require_GET
def seen(request: StaffRequest) -> HttpResponse:
    """What the chosen share shows, and the smallest that shows the wanted lift."""
    form, found, fault = HoldoutForm(request.GET), None, ""
    if form.is_valid():
        try:
            found = _found(form)
        except QuenError as error:
            fault = error.sentence.render(_)
    else:
        fault = _("Write whole numbers for percent and days, and the lift you want to see.")
    context = {
        "found": found, "fault": fault, "days": form.cleaned_data.get("horizon_days"),
        "wanted": form.cleaned_data.get("wanted_points"), "chosen": form.cleaned_data.get("holdout_percent"),
        "rate_percent": 100 * found.rate if found else None,
        "lift_points": 100 * found.lift if found and found.lift is not None else None,
    }  # fmt: skip
    return render(request, "console/campaigns/_holdout.html", context)


def _found(form: HoldoutForm) -> Holdout:
    said = form.cleaned_data
    return holdout_of(
        segment=said["segment"], horizon_days=said["horizon_days"], holdout_percent=said["holdout_percent"],
        wanted=said["wanted_points"] / 100, today=business_today(),
    )  # fmt: skip
