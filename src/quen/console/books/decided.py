"""Change what the owner decides about points."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.books.forms import DecidedForm
from quen.console.people.answers import attempt
from quen.points.settings import change_points_settings
from quen.points.terms import ReturnPolicy
from quen.shops.roles import Permission


@needs(Permission.CHANGE_SETTINGS)
@require_POST
def change(request: StaffRequest) -> HttpResponse:
    """Save both; the settings' history keeps what they were."""
    form = DecidedForm(request.POST)
    if form.is_valid():
        attempt(
            request,
            lambda: change_points_settings(
                by=actor(request), return_policy=ReturnPolicy(form.cleaned_data["return_policy"]),
                approval_above=form.cleaned_data["approval_above"],
            ),
            done=_("Saved."),
        )  # fmt: skip
    else:
        messages.error(request, _("Nothing was saved: give a whole number of points."))
    return redirect("console:books:adjustments")
