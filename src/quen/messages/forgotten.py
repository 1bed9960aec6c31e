"""Addresses of people who asked to be forgotten: not to be written to, and not known either.

Kept is a keyed hash (HMAC-SHA256 under the installation's secret key). It answers one question only, whether an address
at hand is one of them; so an old list that is imported later cannot bring the messages back.
"""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from quen.kernel.actor import SYSTEM
from quen.messages.models import Suppression, WhySuppressed

MARK = "hmac:"
_BLOCK = 64  # bytes of SHA-256's block, RFC 2104


def hashed(address: str) -> str:
    """What is kept of an address, E.164 or lower-case e-mail."""
    return MARK + hmac.new(_key(), address.encode(), hashlib.sha256).hexdigest()


def never_write_again(addresses: Iterable[str]) -> None:
    """Keep the hashes. What was suppressed for another reason stays so for that one."""
    kept = sorted(set(addresses))
    because = dict(Suppression.objects.filter(address__in=kept).values_list("address", "reason"))
    Suppression.objects.bulk_create(
        (
            Suppression(
                address=hashed(address), reason=because.get(address, WhySuppressed.FORGOTTEN),
                since=timezone.now(), by=str(SYSTEM),
            )
            for address in kept
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def write_again(address: str) -> None:
    """She came back and said yes herself: what was only forgotten is forgiven, a complaint is not."""
    Suppression.objects.filter(address=hashed(address), reason=WhySuppressed.FORGOTTEN).delete()


def pads() -> dict[str, bytes | bool]:
    """The parameters with which SQL works out the same hash: sha256(outer || sha256(inner || address))."""
    key = _key().ljust(_BLOCK, b"\0")
    return {
        "has_forgotten": Suppression.objects.filter(address__startswith=MARK).exists(),
        "inner_pad": bytes(byte ^ 0x36 for byte in key),
        "outer_pad": bytes(byte ^ 0x5C for byte in key),
    }


def _key() -> bytes:
    return hashlib.sha256(b"quen.forgotten:" + settings.SECRET_KEY.encode()).digest()
