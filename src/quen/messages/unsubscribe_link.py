"""The link under every offer: signed, needs no sign-in, and never runs out, as a right does not.

A token is ``customer . channel . message . signature``, numbers in base 36, message 0 where it came with none. The
signature is HMAC-SHA-256 (RFC 2104) cut to 128 bits, with a key that follows from the installation's secret.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.http import base36_to_int, int_to_base36

from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel
from quen.messages.errors import LinkRefused

_MOST = 80


@dataclass(frozen=True)
class Link:
    """Whose link it is, and under a message of which channel it stood."""

    customer: int
    channel: Channel
    message: int | None


def unsubscribe_url(base: str, *, customer: int, channel: str, message: int = 0) -> str:
    """The whole address, `base` being where the member pages are."""
    return f"{base}/u/{token_of(customer=customer, channel=channel, message=message)}/"


def token_of(*, customer: int, channel: str, message: int = 0) -> str:
    """The signed token."""
    body = f"{int_to_base36(customer)}.{channel}.{int_to_base36(message)}"
    return f"{body}.{_signature(body)}"


def link_of(token: str) -> Link:
    """What a token says. Raises LinkRefused."""
    body, _dot, signature = token.rpartition(".")
    is_ours = len(token) <= _MOST and hmac.compare_digest(_signature(body).encode(), signature.encode())
    if not is_ours:
        raise LinkRefused(
            gettext_noop("This link is not whole. Open it from the message again, or ask the shop.")
        )
    customer, channel, message = body.split(".")
    return Link(base36_to_int(customer), Channel(channel), base36_to_int(message) or None)


def _signature(body: str) -> str:
    digest = hmac.digest(_key(settings.SECRET_KEY), body.encode(), hashlib.sha256)
    return urlsafe_b64encode(digest[:16]).decode().rstrip("=")


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"quen.messages.unsubscribe", hashlib.sha256)
