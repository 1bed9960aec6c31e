"""Links that open a card: signed, dated, and ended by a word.

A token is ``key version . link . last day . signature``, numbers in base 36. The signature is HMAC-SHA-256 (RFC 2104),
cut to 128 bits, over what stands before it, with a key that follows from the installation's secret and the version.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max
from django.utils.http import base36_to_int, int_to_base36

from quen.cards.errors import LinkRefused
from quen.cards.events import LinkKeyRenewed
from quen.cards.models import LinkKey, PhoneLink
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop

LASTS = timedelta(days=365)
"""Each visit with less than half of it left is given a new one."""
WAITS = timedelta(days=7)
"""How long a phone waits for staff."""


def token_of(link: PhoneLink, *, at: datetime) -> str:
    """A token for this link, good for LASTS (WAITS, as long as it waits)."""
    until = at + (LASTS if link.opened_at else WAITS)
    body = f"{int_to_base36(_version_in_force(at))}.{int_to_base36(link.pk)}.{int_to_base36(_days(until))}"
    return f"{body}.{_signature(body)}"


def link_of(token: str, *, at: datetime) -> PhoneLink:
    """The link a token opens, with its customer and her membership. One query. Raises LinkRefused, which says why."""
    body, _dot, signature = token.rpartition(".")
    if len(token) > 80 or not hmac.compare_digest(_signature(body).encode(), signature.encode()):
        raise LinkRefused(gettext_noop("This link is not whole. Ask the shop to show you a new one."))
    version, number, until = (base36_to_int(part) for part in body.split("."))
    if until < _days(at):
        raise LinkRefused(gettext_noop("This link has run out. Ask the shop to show you a new one."))
    key_in_force = LinkKey.objects.filter(version=version, ended_at=None)
    links = PhoneLink.objects.select_related("customer__member", "customer__root__member")
    link = links.filter(Exists(key_in_force), pk=number, ended_at=None).first()
    if link is None:
        raise LinkRefused(
            gettext_noop("This link was ended. Your points are safe; ask the shop to show you a new one.")
        )
    return link


def is_half_over(token: str, *, at: datetime) -> bool:
    """Whether a token that was let in should be followed by a fresh one."""
    return base36_to_int(token.split(".")[2]) - _days(at) < LASTS.days // 2


@transaction.atomic
def renew_key(*, at: datetime, by: Actor) -> LinkKey:
    """Sign with a new key; every link made before has ended, of all members. Numbers and points stay."""
    LinkKey.objects.filter(ended_at=None).update(ended_at=at)
    last = LinkKey.objects.aggregate(last=Max("version"))["last"] or 0
    key = LinkKey.objects.create(version=last + 1, made_at=at, made_by=str(by))
    emit(LinkKeyRenewed(at=at, by=by, version=key.version))
    return key


def _version_in_force(at: datetime) -> int:
    version = LinkKey.objects.filter(ended_at=None).aggregate(last=Max("version"))["last"]
    if version is None:
        key, _is_new = LinkKey.objects.get_or_create(version=1, defaults={"made_at": at, "made_by": "system"})
        version = key.version
    return int(version)


def _signature(body: str) -> str:
    version = body.partition(".")[0]
    key = hmac.digest(settings.SECRET_KEY.encode(), f"quen.cards.link.{version}".encode(), hashlib.sha256)
    return urlsafe_b64encode(hmac.digest(key, body.encode(), hashlib.sha256)[:16]).decode().rstrip("=")


def _days(at: datetime) -> int:
    return int(at.timestamp() // 86_400)
