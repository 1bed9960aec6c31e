"""The owner's page: what tills may do while the line is down."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.kernel.money import minor_digits, to_major, to_minor
from quen.shops.reads import current_business
from quen.shops.roles import Permission
from quen.till.access import StaffRequest, actor, page
from quen.till.decide import change_till_settings, till_settings
from quen.till.models import MOST_LEASE_HOURS, MOST_OFFLINE_POINTS, MOST_REMEMBERED


class TillForm(forms.Form):
    """The limits."""

    offline_points = forms.IntegerField(
        label=gettext_lazy("Points one sale may spend offline"),
        min_value=0,
        max_value=MOST_OFFLINE_POINTS,
        help_text=gettext_lazy(
            "Offline nobody can see whether the points were spent elsewhere; then they are owed. 0: none may be spent."
        ),
    )
    offline_voucher = forms.DecimalField(
        label=gettext_lazy("Most that a voucher may take off one sale offline"),
        min_value=0,
        max_digits=16,
        decimal_places=0,
        help_text=gettext_lazy(
            "The till holds the unused vouchers of customers it sees, so that no other till can use them meanwhile. "
            "0: it holds none, and vouchers wait for the line."
        ),
    )
    lease_hours = forms.IntegerField(
        label=gettext_lazy("Hours a till may use the vouchers it holds without asking"),
        min_value=1,
        max_value=MOST_LEASE_HOURS,
        help_text=gettext_lazy(
            "As long as a line is cut at most where you are. A till that is lost keeps them this long and three days "
            "more, in which its sales could still come, unless a manager frees them on the voucher's page."
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
    decided, business = till_settings(), current_business()
    currency = business.currency if business else "VND"
    known = {
        "offline_points": decided.offline_points,
        "offline_voucher": to_major(decided.offline_voucher_minor, currency),
        "lease_hours": decided.lease_hours,
        "remembered_customers": decided.remembered_customers,
    }
    form = TillForm(request.POST or None, initial=known)
    money = cast("forms.DecimalField", form.fields["offline_voucher"])
    money.decimal_places, money.label = minor_digits(currency), f"{money.label} ({currency})"
    if request.method == "POST" and form.is_valid():
        change_till_settings(
            by=actor(request),
            offline_points=form.cleaned_data["offline_points"],
            offline_voucher_minor=to_minor(form.cleaned_data["offline_voucher"], currency),
            lease_hours=form.cleaned_data["lease_hours"],
            remembered_customers=form.cleaned_data["remembered_customers"],
        )
        messages.success(request, _("The settings were saved. What they were before stands in the history."))
        return redirect("till:settings")
    return render(request, "till/settings.html", {"form": form}, status=422 if form.errors else 200)
