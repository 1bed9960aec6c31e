"""Claims at the counter: found by code or name, handed over, given up."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.flows.claim_reward import cancel_claim, hand_over
from quen.kernel.codes import bare
from quen.kernel.errors import QuenError
from quen.kernel.names import search_key
from quen.rewards.models import Claim, ClaimState
from quen.shops.roles import Permission

ROWS = 30


@needs(Permission.SELL)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Those waiting, the ones that end soonest first; or those of another state."""
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", ClaimState.WAITING.value)
    rows = Claim.objects.select_related("reward", "customer").order_by("expires_at")
    if state in ClaimState.values:
        rows = rows.filter(state=state)
        if state != ClaimState.WAITING:
            rows = rows.order_by("-ended_at")
    if search:
        rows = rows.filter(Q(code=bare(search)) | Q(customer__name_key__contains=search_key(search)))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "state": state,
        "states": ClaimState.choices,
    }
    return render(request, "console/rewards/claims.html", context)


@needs(Permission.SELL)
@require_POST
def handing_over(request: StaffRequest, claim_id: int) -> HttpResponse:
    """She has it."""
    return _ended(request, claim_id, hand_over, _("“%(name)s” is handed over."))


@needs(Permission.SELL)
@require_POST
def cancellation(request: StaffRequest, claim_id: int) -> HttpResponse:
    """She does not want it after all."""
    return _ended(
        request, claim_id, cancel_claim, _("The claim of “%(name)s” is cancelled. The points are free again.")
    )


def _ended(request: StaffRequest, claim_id: int, end: Callable[..., Claim], words: str) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("reward"), pk=claim_id)
    try:
        end(claim=claim.pk, at=timezone.now(), by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, words % {"name": claim.reward.name})
    return redirect("console:rewards:claims")
