"""Whom the shop exchanges points with, at which rates, and what was exchanged."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.books.partner_forms import NewPartnerForm, TermsForm
from quen.console.people.answers import attempt
from quen.points.exchanged import partners
from quen.points.partner import write_partner
from quen.points.terms import Partner
from quen.shops.roles import Permission

_MOST = 200


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Every partner with its rates and what came and went."""
    return render(request, "console/books/partners.html", {"partners": partners()[:_MOST]})


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A partner and what is agreed with it."""
    form = NewPartnerForm(request.POST or None, initial={"is_active": True})
    if request.method == "POST" and form.is_valid():
        if Partner.objects.filter(name__iexact=form.cleaned_data["name"]).exists():
            form.add_error("name", _("There is a partner of this name already."))
        elif attempt(
            request,
            lambda: write_partner(at=timezone.now(), by=actor(request), **form.cleaned_data),
            done=_("Points can be exchanged with this partner now."),
        ):
            return redirect("console:books:partners")
    return render(request, "console/books/partner_edit.html", {"form": form})


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, partner_id: int) -> HttpResponse:
    """Other terms from now on; what was exchanged stays as it was."""
    partner = get_object_or_404(Partner, pk=partner_id)
    agreed = {name: getattr(partner, name) for name in TermsForm.base_fields}
    form = TermsForm(request.POST or None, initial=agreed)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            request,
            lambda: write_partner(
                name=partner.name, at=timezone.now(), by=actor(request), **form.cleaned_data
            ),
            done=_("Saved. What was exchanged before stays as it was."),
        )
    ):
        return redirect("console:books:partner", partner_id)
    return render(request, "console/books/partner_edit.html", {"form": form, "partner": partner})
