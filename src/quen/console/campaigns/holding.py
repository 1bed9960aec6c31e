"""How many to hold out, said while a form is filled in: that of a campaign here, that of a journey in its own room."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.campaigns.holdout import Holdout, holdout_of
from quen.console.access import StaffRequest, needs
from quen.console.campaigns.forms import CampaignForm
from quen.insight.business_day import business_today
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission

_SHARE, _WANTED = "holdout_percent", "wanted_points"


class HoldoutForm(forms.Form):
    """What the sentence hangs on: a part of the campaign's form."""

    segment = forms.CharField(max_length=40, required=False)
    horizon_days = CampaignForm.base_fields["horizon_days"]
    wanted_points = CampaignForm.base_fields[_WANTED]
    holdout_percent = CampaignForm.base_fields[_SHARE]


@dataclass(frozen=True)
class Live:
    """What a form's live words hang on. `days`: its field of days; `asks`: its fields, as htmx finds them."""

    days: str
    asks: str
    is_yearly: bool = False


def live(*names: str, days: str, is_yearly: bool = False) -> Live:
    """Of the fields of these names."""
    asked = (*names, days, _WANTED, _SHARE)
    return Live(days, ", ".join(f"#id_{name}" for name in asked), is_yearly)


LIVE = live("segment", days="horizon_days")


@needs(Permission.MANAGE_OUTREACH)
@require_GET
def seen(request: StaffRequest) -> HttpResponse:
    """What the chosen share shows, and the smallest that shows the wanted lift."""
    form = HoldoutForm(taken(request.GET))
    return said(request, form, LIVE, lambda: (_found(form), ""))


def taken(query: QueryDict) -> QueryDict:
    """What is in the form; where the proposal is taken over (``?take=``), with that share."""
    asked = query.copy()
    if "take" in asked:
        asked[_SHARE] = str(query["take"])
    return asked


def said(
    request: StaffRequest, form: forms.Form, about: Live, find: Callable[[], tuple[Holdout, str]]
) -> HttpResponse:
    """The words; with them the field of the share, where the proposal was taken over. `find` is asked of a form whose
    figures are right, and what it raises is said; it gives what goes along with the form to the next asking, too.
    """
    found, carried, fault = None, "", ""
    form.is_valid()
    typed = form.cleaned_data
    if typed.get(_WANTED) is None or typed.get(_SHARE) is None or typed.get(about.days) is None:
        fault = _("Write whole numbers for percent and days, and the lift you want to see.")
    else:
        try:
            found, carried = find()
        except QuenError as error:
            fault = error.sentence.render(_)
    if "take" in request.GET:
        form.fields[_SHARE].widget.attrs |= {"hx-swap-oob": "true", "autofocus": True}
    context = {
        "found": found, "fault": fault, "about": about, "form": form, "is_taken": "take" in request.GET,
        "days": typed.get(about.days), "wanted": typed.get(_WANTED), "chosen": typed.get(_SHARE),
        "rate_percent": 100 * found.rate if found else None, "carried": carried,
        "lift_points": 100 * found.lift if found and found.lift is not None else None,
    }  # fmt: skip
    return render(request, "console/campaigns/_holdout.html", context)


def _found(form: forms.Form) -> Holdout:
    typed = form.cleaned_data
    return holdout_of(
        segment=typed["segment"], horizon_days=typed["horizon_days"], holdout_percent=typed[_SHARE],
        wanted=typed[_WANTED] / 100, today=business_today(),
    )  # fmt: skip
