"""Deliveries that were given up are sent again; those that arrived are forgotten after a while."""

import secrets
from datetime import datetime, timedelta

from quen.kernel.sentences import gettext_noop
from quen.webhooks.deliver import body_of, send
from quen.webhooks.errors import NoSuchDelivery, NoSuchEndpoint
from quen.webhooks.models import Delivery, Endpoint, State
from quen.webhooks.post import Reply

KEPT = timedelta(days=30)
TEST = "webhook.test"


def send_again(*, delivery: int, at: datetime) -> None:
    """Try a delivery anew, with all its tries, whether it was given up or had arrived. Raises NoSuchDelivery."""
    ended = Delivery.objects.filter(pk=delivery).exclude(state=State.WAITING)
    if not ended.update(state=State.WAITING, attempts=0, next_at=at, ended_at=None):
        raise NoSuchDelivery(
            gettext_noop("This delivery is waiting already, or there is none of that number.")
        )


def send_all_dead_again(*, endpoint: int, at: datetime) -> int:
    """Try everything that was given up on this endpoint anew; how many they are."""
    dead = Delivery.objects.filter(endpoint=endpoint, state=State.DEAD)
    return dead.update(state=State.WAITING, attempts=0, next_at=at, ended_at=None)


def send_test(*, endpoint: int, at: datetime) -> Reply:
    """A message that says nothing, now, and what came of it. Raises NoSuchEndpoint."""
    row = Endpoint.objects.filter(pk=endpoint).first()
    if row is None:
        raise NoSuchEndpoint(gettext_noop("There is no such endpoint. Someone may have taken it away."))
    body = body_of(TEST, at=at, data={})
    return send(row, message=f"test_{secrets.token_hex(8)}", body=body, at=at)


def forget_delivered(*, at: datetime) -> int:
    """Drop what arrived long ago; how many they were. What was given up stays until someone looks at it."""
    gone, _each = Delivery.objects.filter(state=State.DELIVERED, ended_at__lt=at - KEPT).delete()
    return gone
