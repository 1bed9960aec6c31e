"""Delivery reports of the SMS gateway, and what customers answer: GET or POST, form or JSON, as gateways do."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.channels.sms.report import heard_in, take_report
from quen.messages.report_token import is_token_of
from quen.messages.settings import account_of
from quen.messages.take_text import take_text

MOST_BYTES = 100_000
MOST_AT_ONCE = 100


@csrf_exempt
@require_http_methods(["GET", "POST"])
def sms_report(request: HttpRequest, token: str) -> HttpResponse:
    """Always 200 for the gateway that knows the address: what is not news is not an error."""
    if not is_token_of(Channel.SMS, token):
        raise Http404
    account, now = account_of(Channel.SMS), timezone.now()
    for said in _said(request):
        try:
            take_report(account, said, at=now)
        except QuenError:
            return HttpResponse("no gateway is described", status=409, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def incoming_sms(request: HttpRequest, token: str) -> HttpResponse:
    """200 for what was taken, also when it was brought before; 409 where nobody says how to read it."""
    if not is_token_of(Channel.SMS, token):
        raise Http404
    account, now = account_of(Channel.SMS), timezone.now()
    for said in _said(request)[:MOST_AT_ONCE]:
        try:
            take_text(heard_in(account, said), at=now)
        except QuenError:
            return HttpResponse("incoming is not described", status=409, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def _said(request: HttpRequest) -> list[dict[str, object]]:
    """One report, or a list of them."""
    if request.content_type != "application/json":
        return [{**request.GET.dict(), **request.POST.dict()}]
    if len(request.body) > MOST_BYTES:
        return []
    try:
        read = json.loads(request.body)
    except (ValueError, RecursionError):  # the second where brackets stand in brackets, thousands deep
        return []
    return [each for each in (read if isinstance(read, list) else [read]) if isinstance(each, dict)]
