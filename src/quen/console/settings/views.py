"""The settings of the business."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.settings.forms import BusinessForm
from quen.flows.change_currency import change_currency, is_currency_settled
from quen.kernel.errors import QuenError
from quen.shops.change_business import change_business
from quen.shops.models import Business
from quen.shops.roles import Permission


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    """The form with everything about the business; POST saves it."""
    form = BusinessForm(
        request.POST or None,
        business=Business.objects.get(id=1),
        is_currency_settled=is_currency_settled(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, form)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(
                request, _("The settings were saved. What they were before stands in the history.")
            )
            return redirect("console:settings:show")
    return render(request, "console/settings/show.html", {"form": form}, status=422 if form.errors else 200)


@transaction.atomic
def _save(request: StaffRequest, form: BusinessForm) -> None:
    facts = dict(form.cleaned_data)
    change_currency(currency=facts.pop("currency"), by=actor(request))
    change_business(by=actor(request), **facts)
