"""Sending again what was given up, and sending a test."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, needs
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission
from quen.webhooks.models import Delivery, Endpoint
from quen.webhooks.post import Reply
from quen.webhooks.send_again import send_again, send_all_dead_again, send_test


@needs(Permission.MANAGE_TOKENS)
@require_POST
def again(request: StaffRequest, endpoint_id: int, delivery_id: int) -> HttpResponse:
    """Send one delivery again."""
    delivery = get_object_or_404(Delivery, pk=delivery_id, endpoint=endpoint_id)
    try:
        send_again(delivery=delivery.pk, at=timezone.now())
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("It is sent again within a few seconds."))
    return redirect("console:connections:webhook", endpoint_id=endpoint_id)


@needs(Permission.MANAGE_TOKENS)
@require_POST
def all_again(request: StaffRequest, endpoint_id: int) -> HttpResponse:
    """Send everything again that was given up."""
    get_object_or_404(Endpoint, pk=endpoint_id)
    count = send_all_dead_again(endpoint=endpoint_id, at=timezone.now())
    words = ngettext("%(count)d delivery is sent again.", "%(count)d deliveries are sent again.", count)
    messages.success(request, words % {"count": count})
    return redirect("console:connections:webhook", endpoint_id=endpoint_id)


@needs(Permission.MANAGE_TOKENS)
@require_POST
def test(request: StaffRequest, endpoint_id: int) -> HttpResponse:
    """Send a message that says nothing, and tell what came of it."""
    endpoint = get_object_or_404(Endpoint, pk=endpoint_id)
    reply = send_test(endpoint=endpoint.pk, at=timezone.now())
    if reply.has_arrived:
        messages.success(
            request, _("The test arrived: %(name)s answered %(status)s.") % _told(endpoint, reply)
        )
    else:
        messages.error(request, _("The test did not arrive: %(why)s.") % _told(endpoint, reply))
    return redirect("console:connections:webhook", endpoint_id=endpoint_id)


def _told(endpoint: Endpoint, reply: Reply) -> dict[str, object]:
    why = f"{reply.trouble.label if reply.trouble else ''}{f' ({reply.status})' if reply.status else ''}"
    return {"name": endpoint.name, "status": reply.status, "why": why}
