"""One claim: what the terms propose, what was decided, and where the goods are."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.warranty.words import kept_words
from quen.people.find import group_of
from quen.people.models import Identity, IdentityKind
from quen.shops.roles import Permission
from quen.warranty.decide import decide
from quen.warranty.models import Claim, Decision, Place
from quen.warranty.move import move, reopen, ways_on
from quen.warranty.reads import earlier_claims
from quen.warranty.terms import NOTHING_LAID_DOWN


@needs(Permission.OPEN_CLAIMS)
@require_GET
def show(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Everything of it on one page, the customer's story below."""
    rows = Claim.objects.select_related(
        "customer__root", "line__product", "line__purchase__store", "store", "terms"
    )
    claim = get_object_or_404(rows, pk=claim_id)
    her = claim.customer and (claim.customer.root or claim.customer)
    terms = claim.terms.said() if claim.terms else NOTHING_LAID_DOWN
    phones = Identity.objects.filter(kind=IdentityKind.PHONE, customer__in=group_of(her.pk)) if her else None
    context = {
        "claim": claim,
        "customer": her,
        "phones": list(phones.order_by("pk").values_list("value", flat=True)) if phones is not None else [],
        "why": kept_words(claim.why),
        "clause_words": _(claim.clause_words) if claim.clause_words else "",
        "exclusions": terms.exclusions,
        "steps": claim.steps.order_by("pk"),
        "ways": ways_on(claim) if claim.is_open else [],
        "earlier": earlier_claims(claim),
        "today": timezone.localdate(),
    }
    return render(request, "console/warranty/show.html", context)


@needs(Permission.DECIDE_CLAIMS)
@require_POST
def decision(request: StaffRequest, claim_id: int) -> HttpResponse:
    """Accepted, or refused by a clause or a reason."""
    chosen, clause = request.POST.get("decision", ""), request.POST.get("clause", "")
    if chosen not in Decision.values:
        raise Http404
    number = int(clause) if clause.isdecimal() and len(clause) < 5 and chosen == Decision.REFUSED else None
    return _changed(
        request, claim_id,
        lambda now: decide(claim=claim_id, decision=Decision(chosen), clause=number,
                           words=request.POST.get("words", ""), at=now, by=actor(request)),
        _("The decision is kept."),
    )  # fmt: skip


@needs(Permission.OPEN_CLAIMS)
@require_POST
def place(request: StaffRequest, claim_id: int) -> HttpResponse:
    """The goods are somewhere else."""
    where = request.POST.get("place", "")
    if where not in Place.values:
        raise Http404
    return _changed(
        request, claim_id,
        lambda now: move(claim=claim_id, place=Place(where), words=request.POST.get("words", ""),
                         new_serial=request.POST.get("new_serial", ""), at=now, by=actor(request)),
        _("Now: %(place)s") % {"place": Place(where).label},
    )  # fmt: skip


@needs(Permission.DECIDE_CLAIMS)
@require_POST
def again(request: StaffRequest, claim_id: int) -> HttpResponse:
    """It had not ended."""
    return _changed(
        request, claim_id, lambda now: reopen(claim=claim_id, at=now, by=actor(request)),
        _("The claim is under way again."),
    )  # fmt: skip


def _changed(
    request: StaffRequest, claim_id: int, change: Callable[[datetime], Claim], words: str
) -> HttpResponse:
    act(request, change, done=words)
    return redirect("console:warranty:show", claim_id=claim_id)
