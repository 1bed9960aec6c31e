"""Zalo's events: who may know the address is not decided by it, but by the signature."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from quen.messages.channel import Channel
from quen.messages.channels.zalo.report import is_from_zalo, take_report
from quen.messages.settings import account_of

MOST_BYTES = 100_000


@csrf_exempt
@require_POST
def zalo_event(request: HttpRequest) -> HttpResponse:
    """200 for what Zalo signed, news or not; 403 for everybody else."""
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):  # the second where brackets stand in brackets, thousands deep
        said = None
    signature = request.headers.get("X-ZEvent-Signature", "")
    if not isinstance(said, dict) or not is_from_zalo(
        account_of(Channel.ZALO), body=request.body, said=said, signature=signature
    ):
        return HttpResponse("not signed by Zalo", status=403, content_type="text/plain")
    take_report(said, at=timezone.now())
    return HttpResponse("ok", content_type="text/plain")
