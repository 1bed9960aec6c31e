"""The messages the shop put on her page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from quen.cards.errors import LinkRefused
from quen.member.cookie import customer_here
from quen.messages.reads import inbox_of


@never_cache
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Newest first; a phone without a card is led to it."""
    try:
        customer = customer_here(request, at=timezone.now())
    except LinkRefused:
        customer = None
    if customer is None:
        return redirect("member:card")
    return render(request, "member/inbox.html", {"messages_here": inbox_of(customer.pk)})
