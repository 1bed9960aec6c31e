"""Stop a text that did worse, with one tap; take it back with another."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.campaigns.models import Campaign, letter
from quen.campaigns.stop_variant import offer_again, stop_variant
from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.shops.roles import Permission


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def stop_text(request: StaffRequest, campaign_id: int, number: int) -> HttpResponse:
    """It is not offered again."""
    get_object_or_404(Campaign, pk=campaign_id)
    act(
        request, lambda now: stop_variant(campaign=campaign_id, number=number, at=now, by=actor(request)),
        done=_("Text %(letter)s is not sent again. You can take that back.") % {"letter": letter(number)},
    )  # fmt: skip
    return redirect("console:campaigns:show", campaign_id=campaign_id)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def offer_text(request: StaffRequest, campaign_id: int, number: int) -> HttpResponse:
    """It is offered again after all."""
    get_object_or_404(Campaign, pk=campaign_id)
    act(
        request, lambda now: offer_again(campaign=campaign_id, number=number, at=now, by=actor(request)),
        done=_("Text %(letter)s is offered again.") % {"letter": letter(number)},
    )  # fmt: skip
    return redirect("console:campaigns:show", campaign_id=campaign_id)
