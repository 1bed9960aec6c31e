"""The owner's page: what tills may do while the line is down."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.shops.roles import Permission
from quen.till.access import StaffRequest, actor, page
from quen.till.decide import change_till_settings, till_settings
from quen.till.models import MOST_OFFLINE_POINTS, MOST_REMEMBERED


class TillForm(forms.Form):
    """The two limits."""

    offline_points = forms.IntegerField(
        label=gettext_lazy("Points one sale may spend offline"),
        min_value=0,
        max_value=MOST_OFFLINE_POINTS,
        help_text=gettext_lazy(
            "Offline nobody can see whether the points were spent elsewhere; then they are owed. 0: none may be spent."
        ),
    )
    remembered_customers = forms.IntegerField(
        label=gettext_lazy("Customers a till remembers"),
        min_value=0,
        max_value=MOST_REMEMBERED,
        help_text=gettext_lazy(
            "Name, last four digits and points of those it saw in the last 14 days, to find them offline."
        ),
    )


@require_http_methods(["GET", "POST"])
@page(Permission.CHANGE_SETTINGS)
def show(request: StaffRequest) -> HttpResponse:
    """The form; POST saves it."""
    decided = till_settings()
    known = {"offline_points": decided.offline_points, "remembered_customers": decided.remembered_customers}
    form = TillForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        change_till_settings(by=actor(request), **form.cleaned_data)
        messages.success(request, _("The settings were saved. What they were before stands in the history."))
        return redirect("till:settings")
    return render(request, "till/settings.html", {"form": form}, status=422 if form.errors else 200)
