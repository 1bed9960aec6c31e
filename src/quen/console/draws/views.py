"""Prize draws: all of them, and one with its entries, proof and winners."""

import inspect

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.draws.listing import asked, filtered
from quen.console.draws.papers import how_found, in_words, reason, totals, winners_of
from quen.draws import recompute
from quen.draws.models import Draw, Kind, Prize, State
from quen.draws.reads import counted
from quen.shops.models import Store
from quen.shops.roles import Permission

ROWS = 30
MOST_WINNERS = 200


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The newest first."""
    rows = filtered(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page, "counted": page.paginator.count, **asked(request), "states": State.choices,
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "console/draws/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def show(request: StaffRequest, draw_id: int) -> HttpResponse:
    """Its rules, how many take part, and what anybody may check."""
    draw = get_object_or_404(Draw, pk=draw_id)
    currency = currency_of(request)
    winners = [(each, reason(each, draw, currency)) for each in winners_of(draw)[:MOST_WINNERS]]
    can_hand_over = draw.published_at is not None and request.user.may(Permission.MANAGE_REWARDS)
    prizes = list(draw.prizes.order_by("place"))
    context = {
        "draw": draw,
        "prizes": prizes,
        "stores": Store.objects.filter(pk__in=draw.stores) if draw.stores else [],
        "numbers": counted(draw),
        "winners": winners,
        "totals": [(label, in_words(minor, currency)) for label, minor in totals(draw)]
        if draw.published_at
        else [],
        "places": list(Store.objects.filter(closed_on=None).order_by("name")) if can_hand_over else [],
        "judges": draw.judges.order_by("pk").select_related("staff") if draw.kind == Kind.JUDGED else [],
        "how_found": how_found(draw),
        "is_over": timezone.now() >= draw.closes_at,
        "is_above_half": _is_above_half(draw, prizes),
        "script": inspect.getsource(recompute),
    }
    return render(request, "console/draws/show.html", context)


def _is_above_half(draw: Draw, prizes: list[Prize]) -> bool:
    """Whether the prizes are worth more than half of the goods promoted: more than the law lets."""
    worth = sum(prize.pieces * prize.value_minor for prize in prizes)
    return draw.goods_value_minor is not None and 2 * worth > draw.goods_value_minor
