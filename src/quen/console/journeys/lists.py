"""All journeys with their numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.journeys.models import Journey
from quen.journeys.proved import losing
from quen.journeys.reads import Numbers, numbers_of
from quen.shops.roles import Permission

MOST = 200


@needs(Permission.SEE_OUTREACH)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Those that run first; one search over names."""
    state, search = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    rows = Journey.objects.order_by("-is_on", "name", "pk")
    if search:
        rows = rows.filter(name__icontains=search)
    if state in {"on", "off"}:
        rows = rows.filter(is_on=state == "on")
    journeys = list(rows[:MOST])
    numbers = numbers_of([each.pk for each in journeys])
    context = {
        "losing": losing(journeys),
        "rows": [(each, numbers.get(each.pk, Numbers())) for each in journeys],
        "state": state,
        "search": search,
        "has_any": bool(journeys) or Journey.objects.exists(),
    }
    return render(request, "console/journeys/index.html", context)
