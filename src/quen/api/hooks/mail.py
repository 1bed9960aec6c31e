"""Letters a provider received for the shop, posted as they came: as the body, or in a field of a form or JSON."""

import base64
import binascii
import json
from collections.abc import Mapping

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from quen.tickets.mail.letter import MOST_BYTES
from quen.tickets.mail.settings import is_hook_secret
from quen.tickets.mail.take_in import take_in

_FIELDS = ("body-mime", "email", "RawEmail", "raw", "content")
"""Where Mailgun, SendGrid, Postmark and others put the raw letter."""


@csrf_exempt
@require_POST
def incoming_mail(request: HttpRequest, secret: str) -> HttpResponse:
    """200 for every letter that was taken or left out for a reason; a letter brought twice is taken once."""
    if not is_hook_secret(secret):
        raise Http404
    try:
        raw = _raw(request)
    except RequestDataTooBig:
        raw = b""
    if not raw or len(raw) > MOST_BYTES:
        return HttpResponse("no letter, or one too large", status=422, content_type="text/plain")
    taken = take_in(raw, at=timezone.now())
    return HttpResponse(taken.fate.value, content_type="text/plain")


def _raw(request: HttpRequest) -> bytes:
    if request.content_type in ("message/rfc822", "application/octet-stream"):
        return request.read(MOST_BYTES + 1)
    if request.content_type == "application/json":
        try:
            said = json.loads(request.body)
        except (ValueError, RecursionError):  # the second where brackets stand in brackets, thousands deep
            return b""
        return _of_field(said) if isinstance(said, dict) else b""
    file = next(iter(request.FILES.values()), None)
    return _of_field(request.POST.dict()) or (
        file.read() if file is not None and not isinstance(file, list) else b""
    )


def _of_field(said: Mapping[str, object]) -> bytes:
    found = next((value for name in _FIELDS if isinstance(value := said.get(name), str) and value), "")
    if found and ":" not in found[:400]:  # no header: base64, as some send it
        try:
            return base64.b64decode(found, validate=False)
        except (binascii.Error, ValueError):
            return b""
    return found.encode("utf-8", "replace")  # JSON can name halves of a letter
