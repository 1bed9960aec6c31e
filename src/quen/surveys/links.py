"""Links to a survey: signed, without sign-in.

A token is ``kind . numbers . signature``, numbers in base 36: ``i.7`` an invitation, ``p.3.2`` a poster of survey 3
at store 2 (0: at none), ``p.3.2.9`` the same about product 9, ``t.3.2.1`` a tablet at store 2 that asks after a sale
(0: asks anybody), ``b.3.900`` survey 3 on the receipt of purchase 900, ``r.12`` the answer somebody is still giving.
The signature is HMAC-SHA-256 (RFC 2104) cut to 96 bits, so that a QR code on a receipt stays small, with a key that
follows from the installation's secret. A poster's link is public, and a tablet's: the signature only keeps survey and
store from being made up.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.http import base36_to_int, int_to_base36

from quen.kernel.sentences import gettext_noop
from quen.surveys.errors import SurveyLinkRefused

_MOST = 60


@dataclass(frozen=True)
class OfInvitation:
    """Somebody's own link."""

    invitation: int


@dataclass(frozen=True)
class OfPoster:
    """A link for whoever passes by; `store` None: of no store. `product`: the one it asks about, if any."""

    survey: int
    store: int | None
    product: int | None = None


@dataclass(frozen=True)
class OfReceipt:
    """The link on one receipt."""

    survey: int
    purchase: int


@dataclass(frozen=True)
class OfResponse:
    """Where the rest of an answer goes: only the phone that began it knows it."""

    response: int


@dataclass(frozen=True)
class OfTablet:
    """The shop's own tablet at a store. `purchase`: the sale it asks about now, where it asks after sales."""

    survey: int
    store: int
    is_after_sale: bool = False
    purchase: int | None = None


Target = OfInvitation | OfPoster | OfReceipt | OfResponse | OfTablet


def token_of(target: Target) -> str:
    """The signed token."""
    kind, numbers = _written(target)
    body = ".".join([kind, *(int_to_base36(number) for number in numbers)])
    return f"{body}.{_signature(body)}"


def target_of(token: str) -> Target:
    """What a token leads to. Raises SurveyLinkRefused."""
    body, _dot, signature = token.rpartition(".")
    if len(token) > _MOST or not hmac.compare_digest(_signature(body).encode(), signature.encode()):
        raise _not_whole()
    kind, *numbers = body.split(".")
    first, second, third = (*(base36_to_int(number) for number in numbers), 0, 0)[:3]
    if kind == "t":
        return OfTablet(first, second, is_after_sale=bool(third))
    if kind == "i":
        return OfInvitation(first)
    if kind == "p":
        return OfPoster(first, second or None, third or None)
    return OfReceipt(first, second) if kind == "b" else OfResponse(first)


def tablet_of(token: str) -> OfTablet:
    """The tablet a token is of. Raises SurveyLinkRefused for any other."""
    target = target_of(token)
    if not isinstance(target, OfTablet):
        raise _not_whole()
    return target


def _not_whole() -> SurveyLinkRefused:
    return SurveyLinkRefused(
        gettext_noop("This link is not whole. Open it from the message again, or ask the shop.")
    )


def _written(target: Target) -> tuple[str, list[int]]:
    match target:
        case OfInvitation():
            return "i", [target.invitation]
        case OfPoster():
            return "p", [target.survey, target.store or 0, *([target.product] if target.product else [])]
        case OfReceipt():
            return "b", [target.survey, target.purchase]
        case OfTablet():
            return "t", [target.survey, target.store, int(target.is_after_sale)]
        case OfResponse():
            return "r", [target.response]


def _signature(body: str) -> str:
    digest = hmac.digest(_key(settings.SECRET_KEY), body.encode(), hashlib.sha256)
    return urlsafe_b64encode(digest[:12]).decode()


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"quen.surveys.link", hashlib.sha256)
