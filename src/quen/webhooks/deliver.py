"""Deliver what is due: signed, in rounds, with longer and longer waits, until it arrives or is given up.

A round claims deliveries, talks to the endpoints outside any transaction, and writes down what came of it. A worker
killed in between leaves its claims; they are free again after `LEASE`, so that a message may come twice and never not
at all. Receivers know it by its webhook-id.
"""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from quen.events.models import Event
from quen.events.outside import as_told
from quen.kernel.actor import SYSTEM
from quen.shops.history import remember
from quen.webhooks.addresses import target_of
from quen.webhooks.errors import BadAddress
from quen.webhooks.models import Delivery, Endpoint, State, Trouble, WhyOff
from quen.webhooks.post import Reply, post
from quen.webhooks.sign import headers

WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""After the first, second … failure; after the last of them a delivery is given up, three days later."""
PATIENCE = timedelta(days=5)
"""How long an endpoint may fail before nothing more is sent to it."""
LEASE = timedelta(minutes=10)
PER_ROUND = 20
"""Deliveries of one endpoint in one round: a slow one keeps nobody else waiting for long."""
AT_ONCE = 8
GONE = 410


@dataclass(frozen=True)
class Message:
    """A delivery with what it says."""

    delivery: Delivery
    body: bytes


def deliver_due(*, at: datetime) -> int:
    """One round over all endpoints; how many deliveries arrived."""
    claimed = [(endpoint, messages) for endpoint in _in_use() if (messages := _claim(endpoint, at))]
    if not claimed:
        return 0
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        rounds = pool.map(lambda each: list(_send_in_order(each[0], each[1], at)), claimed)
        return sum(
            _write_down(endpoint, messages, replies, at)
            for (endpoint, messages), replies in zip(claimed, rounds, strict=True)
        )


def send(endpoint: Endpoint, *, message: str, body: bytes, at: datetime) -> Reply:
    """One signed message to one endpoint, now."""
    try:
        target = target_of(endpoint.url)
    except BadAddress:
        return Reply(trouble=Trouble.INSIDE)
    secrets = [endpoint.secret]
    if endpoint.previous_secret and endpoint.previous_until and endpoint.previous_until > at:
        secrets.append(endpoint.previous_secret)
    signed = headers(message=message, timestamp=int(at.timestamp()), body=body, signed_with=secrets)
    return post(target, body=body, headers={**signed, "User-Agent": "khach-quen-webhooks"})


def body_of(kind: str, *, at: datetime, data: dict[str, object]) -> bytes:
    """The payload of the specification: type, timestamp, data."""
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False).encode()


def _in_use() -> Sequence[Endpoint]:
    return list(Endpoint.objects.filter(off="").order_by("pk"))


@transaction.atomic
def _claim(endpoint: Endpoint, at: datetime) -> list[Message]:
    due = Delivery.objects.filter(endpoint=endpoint, state=State.WAITING, next_at__lte=at)
    rows = list(due.select_for_update(skip_locked=True).order_by("next_at", "pk")[:PER_ROUND])
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(next_at=at + LEASE)
    events = Event.objects.in_bulk([row.event for row in rows])
    return [
        Message(row, body_of(row.kind, at=event.happened_at, data=as_told(event)))
        for row in rows
        if (event := events.get(row.event))
    ]


def _send_in_order(endpoint: Endpoint, messages: Sequence[Message], at: datetime) -> Iterator[Reply]:
    """The replies, as far as it answers: behind the first failure the others wait for the next round."""
    for each in messages:
        reply = send(endpoint, message=f"evt_{each.delivery.event}", body=each.body, at=at)
        yield reply
        if not reply.has_arrived:
            return


@transaction.atomic
def _write_down(
    endpoint: Endpoint, messages: Sequence[Message], replies: Sequence[Reply], at: datetime
) -> int:
    arrived = 0
    for each, reply in zip(messages, replies, strict=False):
        if reply.has_arrived:
            arrived += 1
            _end(each.delivery, State.DELIVERED, reply, at)
        else:
            _fail(each.delivery, reply, at)
    untried = [each.delivery.pk for each in messages[len(replies) :]]
    Delivery.objects.filter(pk__in=untried, state=State.WAITING).update(next_at=at)
    itself = Endpoint.objects.filter(pk=endpoint.pk)
    if arrived:
        itself.update(failing_since=None, last_delivered_at=at)
    if replies and not replies[-1].has_arrived:
        itself.update(failing_since=Coalesce(F("failing_since"), at))
        _give_up_on(endpoint.pk, replies[-1], at)
    return arrived


def _fail(delivery: Delivery, reply: Reply, at: datetime) -> None:
    if delivery.attempts >= len(WAITS):
        _end(delivery, State.DEAD, reply, at)
        return
    wait = max(WAITS[delivery.attempts], timedelta(seconds=reply.retry_after_seconds))
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=F("attempts") + 1, next_at=at + wait, status=reply.status, trouble=reply.trouble or ""
    )


def _end(delivery: Delivery, state: State, reply: Reply, at: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=F("attempts") + 1, state=state, ended_at=at, status=reply.status, trouble=reply.trouble or ""
    )


def _give_up_on(endpoint: int, reply: Reply, at: datetime) -> None:
    """Turn an endpoint off that is gone, or that has failed for days."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint)
    if row.off:
        return
    if reply.status == GONE:
        row.off = WhyOff.GONE
    elif row.failing_since and at - row.failing_since > PATIENCE:
        row.off = WhyOff.FAILING
    else:
        return
    row.save(update_fields=["off"])
    remember({"is_on": (True, False)}, of=f"webhook.{row.pk}", by=SYSTEM)
