"""Zalo's events, delivery reports and what users write: believed by their signature, whoever knows the address."""

import json

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from quen.messages.channel import Channel
from quen.messages.channels.zalo.heard import heard_in, shared_in
from quen.messages.channels.zalo.report import arrived_in, is_from_zalo, take_report
from quen.messages.senders import sender_at
from quen.messages.settings import account_of
from quen.messages.take_stop import end_refused_before
from quen.messages.take_text import take_text
from quen.messages.zalo_users import keep_shared
from quen.tickets.answer_arrived import answer_arrived
from quen.tickets.choices import CameBy

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
    _take(said)
    return HttpResponse("ok", content_type="text/plain")


def _take(said: dict[str, object]) -> None:
    now = timezone.now()
    if (heard := heard_in(said)) is not None:
        take_text(heard, at=now)
    elif (shared := shared_in(said, now=now)) is not None:
        with transaction.atomic():
            if (row := keep_shared(shared)) is not None:
                end_refused_before(sender_at(Channel.ZALO, row.number, at=now), at=now)
    elif not take_report(said, at=now):
        answer_arrived(way=CameBy.ZALO, provider_id=arrived_in(said))
