"""Prize draws: all of them, and one with its entries, proof and winners."""

import inspect

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.draws import recompute
from quen.draws.models import Draw, State
from quen.draws.reads import counted
from quen.shops.models import Store
from quen.shops.roles import Permission

ROWS = 30


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The newest first."""
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    rows = Draw.objects.annotate(pieces=Sum("prizes__pieces")).order_by("-pk")
    if state in State.values:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(name__icontains=search)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page, "counted": page.paginator.count, "search": search, "state": state, "states": State.choices,
    }  # fmt: skip
    return render(request, "console/draws/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def show(request: StaffRequest, draw_id: int) -> HttpResponse:
    """Its rules, how many take part, and what anybody may check."""
    draw = get_object_or_404(Draw, pk=draw_id)
    context = {
        "draw": draw,
        "prizes": draw.prizes.order_by("place"),
        "stores": Store.objects.filter(pk__in=draw.stores) if draw.stores else [],
        "numbers": counted(draw),
        "winners": draw.winners.order_by("rank").select_related("prize", "participant__customer")[:200],
        "is_over": timezone.now() >= draw.closes_at,
        "script": inspect.getsource(recompute),
    }
    return render(request, "console/draws/show.html", context)
