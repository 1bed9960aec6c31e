"""The secret part of the addresses to which providers send their reports."""

import hashlib
import hmac

from django.conf import settings

from quen.messages.channel import Channel


def token_of(channel: Channel) -> str:
    """It follows from the installation's secret, one for each channel."""
    said = f"quen.messages.{channel}.report".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, hashlib.sha256).hex()[:32]


def is_token_of(channel: Channel, written: str) -> bool:
    """Whether an address is the one reports of the channel come to."""
    return hmac.compare_digest(written.encode(), token_of(channel).encode())
