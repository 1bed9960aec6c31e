"""Notices on her phone: asked for and turned off on her card."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.cards.errors import LinkRefused
from quen.kernel.errors import QuenError
from quen.member.cookie import customer_here, member_here
from quen.messages.push import ask_for_push, forget


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Send notices to this browser: 204; 422 with a sentence for what no browser gives."""
    now = timezone.now()
    try:
        root = customer_here(request, at=now)
    except LinkRefused:
        root = None
    if root is None:
        raise Http404
    endpoint, p256dh, auth = (request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth"))
    try:
        ask_for_push(
            customer=root.pk, endpoint=endpoint, p256dh=p256dh, auth=auth, at=now, by=member_here(request, root.pk)
        )  # fmt: skip
    except QuenError as error:
        return HttpResponse(error.sentence.render(_), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Send none there any more. Whoever knows the endpoint is its browser."""
    forget(endpoint=request.POST.get("endpoint", ""))
    return HttpResponse(status=204)
