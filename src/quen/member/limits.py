"""How often one may try to join, counted for the whole installation without keeping who it was."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from quen.kernel.sentences import gettext_noop
from quen.member.errors import TooManyAttempts
from quen.member.models import Attempt

FROM_ONE_ADDRESS = (30, timedelta(minutes=10))
"""A whole shop may stand behind one address."""
FOR_ONE_PHONE = (5, timedelta(days=1))
IN_ALL = (600, timedelta(hours=1))
GIFTS_TO_ONE_ADDRESS = (20, timedelta(days=1))
"""Vouchers for answers to a poster without a name; a whole shop may stand behind one address, a house may not."""
_FORGOTTEN_AFTER = timedelta(days=1)


def count_attempt(*, address: str, phone: str = "", at: datetime) -> None:
    """Note one attempt, of a phone number where one was typed.

    Raises TooManyAttempts, which says how long to wait, and notes nothing then.
    """
    asked = {"address": (address, *FROM_ONE_ADDRESS), "all": ("", *IN_ALL)}
    if phone:
        asked["phone"] = (phone, *FOR_ONE_PHONE)
    digests = []
    for kind, (who, most, within) in asked.items():
        digest = _digest(kind, who)
        if Attempt.objects.filter(who=digest, at__gt=at - within).count() >= most:
            raise TooManyAttempts(
                gettext_noop(
                    "Too many tries. Nothing was kept; wait %(minutes)s minutes, or give your number at the counter."
                ),
                minutes=int(within.total_seconds() // 60),
            )
        digests.append(digest)
    Attempt.objects.filter(at__lte=at - _FORGOTTEN_AFTER).delete()
    Attempt.objects.bulk_create([Attempt(who=digest, at=at) for digest in digests])


def may_give_again(*, address: str, at: datetime) -> bool:
    """Whether one more nameless voucher may go to this address; it is counted at once."""
    most, within = GIFTS_TO_ONE_ADDRESS
    digest = _digest("gift", address)
    if Attempt.objects.filter(who=digest, at__gt=at - within).count() >= most:
        return False
    Attempt.objects.create(who=digest, at=at)
    return True


def _digest(kind: str, who: str) -> str:
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"quen.member.{kind}.{who}".encode(), hashlib.sha256
    ).hex()
