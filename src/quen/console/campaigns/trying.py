"""A test to oneself: how a text reads for a customer of the segment, and sent to an address of the shop's own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.campaigns.models import Campaign, letter
from quen.campaigns.try_out import TRIED_BY_ADDRESS, has_gone, send_test, try_on
from quen.console.access import StaffRequest, needs
from quen.console.campaigns.forms import TestForm
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.shops.roles import Permission


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest, campaign_id: int, variant: int, channel: str) -> HttpResponse:
    """The text, and a form for the address."""
    row = get_object_or_404(Campaign, pk=campaign_id)
    if channel not in row.channels or not row.variants.filter(number=variant).exists():
        raise Http404
    kind, now = Channel(channel), timezone.now()
    initial = {"address": request.user.email} if kind == Channel.EMAIL else {}
    form = TestForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = send_test(
                campaign=campaign_id,
                variant=variant,
                channel=kind,
                address=form.cleaned_data["address"],
                at=now,
            )
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            if has_gone(outcome):
                messages.success(request, _("The test is on its way."))
                return redirect(request.path)
            form.add_error(
                None, _("The channel did not take it: %(why)s") % {"why": getattr(outcome, "detail", "")}
            )
    tried = try_on(campaign=campaign_id, variant=variant, channel=kind, at=now)
    context = {
        "row": row, "letter_of": letter(variant), "channel": kind, "tried": tried, "form": form,
        "letter": tried.preview.letter if tried.preview else None, "can_be_sent": kind in TRIED_BY_ADDRESS,
    }  # fmt: skip
    return render(request, "console/campaigns/test.html", context, status=422 if form.errors else 200)
