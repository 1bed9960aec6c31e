"""One partner: its rates, what was exchanged, and exchanging a customer's points."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.books.partner_forms import ExchangeForm
from quen.console.people.answers import attempt
from quen.console.people.authors import names_of
from quen.console.people.points import known_by
from quen.points.exchanged import exchanges_of, with_customers
from quen.points.partner import partner_in, partner_out
from quen.points.terms import Exchange, Partner
from quen.shops.roles import Permission

ROWS = 30
_IN, _OUT = "in", "out"


@needs(Permission.SEE_LOYALTY)
@require_GET
def show(request: StaffRequest, partner_id: int) -> HttpResponse:
    """The rates, a form to exchange, and every exchange, newest first."""
    partner = get_object_or_404(Partner, pk=partner_id)
    return render(request, "console/books/partner.html", _context(request, partner, None))


@needs(Permission.ADJUST_POINTS)
@require_POST
def exchange(request: StaffRequest, partner_id: int) -> HttpResponse:
    """A customer's points in or out, at the rate in force."""
    partner = get_object_or_404(Partner, pk=partner_id)
    form = ExchangeForm(request.POST, ways=_ways(partner))
    customer = known_by(form.cleaned_data["customer"]) if form.is_valid() else None
    if form.is_valid() and customer is None:
        form.add_error("customer", _("Nobody is known by that. Write the phone number, card or code."))
    if not form.is_valid() or customer is None:
        return render(request, "console/books/partner.html", _context(request, partner, form), status=422)
    done: list[Exchange] = []
    if attempt(
        request, lambda: done.append(_exchanged(request, partner, customer.pk, form.cleaned_data)), done=""
    ):
        (told,) = with_customers(done)
        words = (
            _("%(customer)s got %(ours)s points for %(theirs)s of %(partner)s.")
            if told.ours > 0
            else _("%(ours)s points of %(customer)s became %(theirs)s of %(partner)s.")
        )
        said = {
            "customer": customer,
            "ours": abs(told.ours),
            "theirs": abs(done[0].theirs),
            "partner": partner,
        }
        messages.success(request, words % said)
    return redirect("console:books:partner", partner_id)


def _exchanged(request: StaffRequest, partner: Partner, customer: int, said: dict[str, Any]) -> Exchange:
    key, at, by = f"console:partner:{request.POST.get('key', '')[:40]}", timezone.now(), actor(request)
    reference, points = said["reference"], said["number"]
    if said["way"] == _IN:
        return partner_in(
            partner=partner.pk, customer=customer, theirs=points, reference=reference, at=at, key=key, by=by
        )
    return partner_out(
        partner=partner.pk, customer=customer, points=points, reference=reference, at=at, key=key, by=by
    )


def _ways(partner: Partner) -> list[tuple[str, str]]:
    """The directions that are open."""
    ways = []
    if partner.is_active and partner.in_theirs:
        ways.append((_IN, _("From %(partner)s to the customer") % {"partner": partner}))
    if partner.is_active and partner.out_ours:
        ways.append((_OUT, _("From the customer to %(partner)s") % {"partner": partner}))
    return ways


def _context(request: StaffRequest, partner: Partner, form: ExchangeForm | None) -> dict[str, Any]:
    page = Paginator(exchanges_of(partner.pk), ROWS).get_page(request.GET.get("page"))
    exchanged, ways = with_customers(list(page.object_list)), _ways(partner)
    authors = names_of(one.exchange.transfer.by for one in exchanged)
    begun = {"way": ways[0][0]} if ways else {}
    return {
        "partner": partner,
        "page": page,
        "counted": page.paginator.count,
        "exchanged": [(one, authors[one.exchange.transfer.by]) for one in exchanged],
        "form": form or (ExchangeForm(ways=ways, initial=begun) if ways else None),
        "key": uuid4().hex,
    }
