"""One referral: what speaks against it, and staff's word."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.referrals.words import told
from quen.kernel.codes import for_reading
from quen.kernel.errors import QuenError
from quen.referrals.decide import allow, refuse
from quen.referrals.describe import doubt_words
from quen.referrals.models import Referral
from quen.referrals.reads import brought_by, code_of
from quen.shops.roles import Permission


@needs(Permission.SEE_LOYALTY)
@require_GET
def show(request: StaffRequest, referral_id: int) -> HttpResponse:
    """Who brought whom, and how far it is."""
    rows = Referral.objects.select_related("advocate", "friend", "terms", "purchase")
    referral = get_object_or_404(rows, pk=referral_id)
    context = {
        "referral": referral,
        "doubts": [_(words) for words in doubt_words(referral.doubts)],
        "words": told(referral.terms, request),
        "brought": brought_by(referral.advocate_id),
        "code": for_reading(code_of(referral.advocate_id)),
    }
    return render(request, "console/referrals/show.html", context)


@needs(Permission.MANAGE_REWARDS)
@require_POST
def permission(request: StaffRequest, referral_id: int) -> HttpResponse:
    """It goes on in spite of its doubts."""
    return _decided(request, referral_id, allow, _("It goes on: both are rewarded when the purchase stays."))


@needs(Permission.MANAGE_REWARDS)
@require_POST
def refusal(request: StaffRequest, referral_id: int) -> HttpResponse:
    """Nobody gets anything."""
    return _decided(request, referral_id, refuse, _("Refused. Nobody is rewarded for it."))


def _decided(
    request: StaffRequest, referral_id: int, decide: Callable[..., Referral], words: str
) -> HttpResponse:
    try:
        decide(
            referral=referral_id, reason=request.POST.get("reason", ""), at=timezone.now(), by=actor(request)
        )
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, words)
    return redirect("console:referrals:show", referral_id=referral_id)
