"""A new lead: whom we know already is recognised, and namesakes are shown before anybody is written down twice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.leads.forms import LeadForm, minor
from quen.console.leads.lists import number_of
from quen.kernel.errors import QuenError
from quen.leads.capture import Captured, alike, capture, known, ways_to_know
from quen.leads.models import Lead, LeadSource
from quen.leads.reads import seen_by
from quen.people.models import Customer
from quen.shops.roles import Permission


@needs(Permission.EDIT_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Write her down. Where only her name is known to the shop, staff say first whether she is one of its bearers."""
    form, namesakes = LeadForm(request.POST or None, staff=request.user), list[Customer]()
    if request.method == "POST" and form.is_valid():
        try:
            namesakes = _to_choose_from(request, form)
            if not namesakes:
                return _told(request, _captured(request, form))
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
    context = {"form": form, "namesakes": namesakes}
    return render(request, "console/leads/new.html", context, status=422 if form.errors else 200)


def _to_choose_from(request: StaffRequest, form: LeadForm) -> list[Customer]:
    if "customer" in request.POST or known(ways_to_know(form.person())) is not None:
        return []
    return alike(form.cleaned_data["name"])


def _captured(request: StaffRequest, form: LeadForm) -> Captured:
    typed, chosen = form.cleaned_data, request.POST.get("customer", "")
    return capture(
        person=form.person(), source=LeadSource(typed["source"]), at=timezone.now(), by=actor(request),
        customer=number_of(chosen), wish=typed["wish"],
        expected_minor=minor(typed["expected"], currency_of(request)), owner=request.user.pk, utm=form.utm(),
        store=typed["store"].pk if typed["store"] else None,
    )  # fmt: skip


def _told(request: StaffRequest, captured: Captured) -> HttpResponse:
    if not Lead.objects.filter(seen_by(request.user), pk=captured.lead.pk).exists():
        messages.success(request, _("Another store has an open lead of hers; this was added to it."))
        return redirect("console:leads:index")
    if not captured.is_new_lead:
        messages.success(request, _("She has an open lead already; this was added to it."))
    elif captured.is_known_customer:
        messages.success(request, _("The shop knows her already; the lead was added to her record."))
    else:
        messages.success(request, _("The lead is written down."))
    return redirect("console:leads:show", lead_id=captured.lead.pk)
