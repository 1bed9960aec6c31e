"""What one customer answered, and a link for her: a part of her profile."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.surveys.words import out_of
from quen.kernel.errors import QuenError
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.shops.roles import Permission
from quen.surveys.ask import ask, link_to
from quen.surveys.models import Way
from quen.surveys.reads import open_surveys, responses_of

_MOST = 5


@needs(Permission.SEE_SURVEYS)
@require_GET
def of_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Her newest answers."""
    try:
        root = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    rows = list(responses_of(root.pk)[: _MOST + 1])
    context = {
        "answers": [(row, out_of(row.score, row.survey.kind)) for row in rows[:_MOST]],
        "has_more": len(rows) > _MOST,
        "customer_id": root.pk,
        "surveys": list(open_surveys()),
    }
    return render(request, "console/surveys/_of_customer.html", context)


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def link(request: StaffRequest, customer_id: int) -> HttpResponse:
    """A link for her alone, shown as a QR code: to be scanned before her, or sent by hand."""
    chosen = request.POST.get("survey", "")
    if not chosen.isdecimal() or len(chosen) > 18:
        raise Http404
    try:
        root = root_of(customer_id)
        invitation = ask(
            survey=int(chosen), customer=root.pk, way=Way.LINK, key=f"staff:{secrets.token_urlsafe(12)}",
            at=timezone.now(), by=actor(request),
        )  # fmt: skip
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:people:show", customer_id)
    address = request.build_absolute_uri(link_to(invitation))
    context = {"customer": root, "address": address, "survey": invitation.survey}
    return render(request, "console/surveys/link.html", context)
