"""The cards of one customer, and a link that opens her card on her phone."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from quen.cards.link_tokens import token_of
from quen.cards.open_on_phone import open_for
from quen.cards.reads import cards_of, links_of
from quen.console.access import StaffRequest, actor, needs
from quen.people.models import Customer
from quen.shops.roles import Permission


@needs(Permission.HAND_OUT_CARDS)
@require_GET
def holder(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Every card she has or had, and her phones."""
    customer = _root(customer_id)
    context = {
        "customer": customer,
        "cards": list(cards_of(customer.pk)),
        "links": list(links_of(customer.pk)),
    }
    return render(request, "console/cards/holder.html", context)


@needs(Permission.HAND_OUT_CARDS)
@never_cache
@require_POST
def link(request: StaffRequest, customer_id: int) -> HttpResponse:
    """A link for a customer who stands here, to be scanned off this screen; it is shown once."""
    customer, now = _root(customer_id), timezone.now()
    made = open_for(customer=customer.pk, at=now, by=actor(request))
    address = request.build_absolute_uri(reverse("member:open", args=[token_of(made, at=now)]))
    return render(request, "console/cards/link.html", {"customer": customer, "address": address})


def _root(customer_id: int) -> Customer:
    found = get_object_or_404(Customer.objects.select_related("root"), pk=customer_id)
    return found.root or found
