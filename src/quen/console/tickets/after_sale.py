"""Care after the sale on one page: for each step how much is done and how fast."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.tickets.loop import SPANS
from quen.insight.feedback.after_sale import after_sale
from quen.shops.roles import Permission


@needs(Permission.SEE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """Of the stores this person sees."""
    days = request.GET.get("days", "90")
    days = days if days in SPANS else "90"
    now = timezone.now()
    stores = list(request.user.stores.values_list("pk", flat=True))
    steps = after_sale(since=now - timedelta(days=int(days)), until=now, at=now, stores=stores)
    context = {
        "spans": SPANS.items(),
        "days": days,
        "steps": steps,
        "is_any": any(one.to_do for one in steps),
    }
    return render(request, "console/tickets/after_sale.html", context)
