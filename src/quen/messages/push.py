"""The phones and browsers on which a customer asked for notices."""

import hashlib
from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.channels.push.encrypt import BadKeys, read_keys
from quen.messages.errors import BadSetting
from quen.messages.events import PushAsked
from quen.messages.models import PushSubscription
from quen.people.find import group_of, root_of
from quen.webhooks.addresses import target_of

MOST = 10
"""Phones and browsers of one customer; the oldest make room."""


@transaction.atomic
def ask_for_push(
    *, customer: int, endpoint: str, p256dh: str, auth: str, at: datetime, by: Actor
) -> PushSubscription:
    """Send notices there from now on; asked again it is the same one, and the one who asked last has it.

    Raises BadAddress or BadSetting for what no browser gives, NoSuchCustomer.
    """
    root = root_of(customer)
    digest = checked_endpoint(endpoint, p256dh=p256dh, auth=auth)
    said = {"customer": root, "endpoint": endpoint, "p256dh": p256dh, "auth": auth}
    row, is_new = PushSubscription.objects.update_or_create(
        digest=digest, defaults=said, create_defaults={**said, "asked_at": at}
    )
    if is_new:
        emit(PushAsked(at=at, by=by, customer=root.pk, subject=row.pk))
    kept = PushSubscription.objects.filter(customer=root).order_by("-asked_at", "-pk").values("pk")[:MOST]
    PushSubscription.objects.filter(customer=root).exclude(
        pk__in=list(kept.values_list("pk", flat=True))
    ).delete()
    return row


def checked_endpoint(endpoint: str, *, p256dh: str, auth: str) -> str:
    """Its digest. Raises BadAddress or BadSetting for what no browser gives."""
    target_of(endpoint)
    try:
        read_keys(p256dh, auth)
    except BadKeys as error:
        raise BadSetting(gettext_noop("The browser gave no keys to send notices with. Try again.")) from error
    return _digest(endpoint)


def forget(*, endpoint: str) -> bool:
    """Nothing goes there any more; whether anything did. The browser said so, or its push service."""
    gone, _each = PushSubscription.objects.filter(digest=_digest(endpoint)).delete()
    return gone > 0


def subscriptions_of(customer: int) -> list[PushSubscription]:
    """All of one person's, the newest first."""
    rows = PushSubscription.objects.filter(customer__in=group_of(customer))
    return list(rows.order_by("-asked_at", "-pk")[:MOST])


def _digest(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
