"""How long the list of the day is for whom, what it may cost, and which reasons stand on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.insight.as_of import as_of
from quen.insight.business_day import today_in
from quen.insight.today.models import CareSettings
from quen.insight.today.registry import KINDS
from quen.insight.today.settings import MOST_PER_DAY, care_settings, change_care_settings, per_day
from quen.insight.today.work_out import work_out
from quen.kernel.money import minor_digits, to_major, to_minor
from quen.shops.models import Business
from quen.shops.roles import Permission, Role, permissions_of

ROLES = tuple(role for role in Role if Permission.TAKE_CARE in permissions_of(role))


class CareForm(forms.Form):
    """A number for each role, the cost of a contact, and the reasons."""

    def __init__(self, data: QueryDict | None, *, decided: CareSettings, currency: str) -> None:
        super().__init__(data)
        for role in ROLES:
            self.fields[role.value] = forms.IntegerField(
                label=_("%(role)s: people a day") % {"role": role.label}, min_value=0, max_value=MOST_PER_DAY,
                initial=per_day(role, decided),
            )  # fmt: skip
        cost = decided.contact_minor
        self.fields["contact"] = forms.DecimalField(
            label=_("Cost of looking after one person") + f" ({currency})", required=False, min_value=0,
            max_digits=16, decimal_places=minor_digits(currency),
            initial=None if cost is None else to_major(cost, currency),
            help_text=_(
                "Time and telephone. Empty: a twentieth of an average purchase. It decides who is left in peace."
            ),
        )  # fmt: skip
        self.fields["on"] = forms.MultipleChoiceField(
            label=_("Reasons on the list"), required=False, choices=[(kind.key, kind.label) for kind in KINDS],
            widget=forms.CheckboxSelectMultiple, initial=[kind.key for kind in KINDS if kind.key not in decided.off],
        )  # fmt: skip
        self.currency = currency

    def facts(self) -> dict[str, Any]:
        """What `change_care_settings` takes."""
        cost = self.cleaned_data["contact"]
        return {
            "per_day": {role: self.cleaned_data[role.value] for role in ROLES},
            "contact_minor": None if cost is None else to_minor(cost, self.currency),
            "off": [kind.key for kind in KINDS if kind.key not in self.cleaned_data["on"]],
        }


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    """The form; POST saves it and works today's list out anew."""
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    form = CareForm(request.POST or None, decided=care_settings(), currency=business.currency)
    if request.method == "POST" and form.is_valid():
        change_care_settings(by=actor(request), **form.facts())
        _anew(business)
        messages.success(request, _("The settings were saved. What they were before stands in the history."))
        return redirect("console:care:settings")
    return render(request, "console/today/settings.html", {"form": form}, status=422 if form.errors else 200)


def _anew(business: Business) -> None:
    day = as_of(today=today_in(business.timezone), timezone_name=business.timezone)
    if day.newest:
        work_out(day=day.day, at=timezone.now())
