"""Signatures after the Standard Webhooks specification (standardwebhooks.com): HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"


def new_secret() -> str:
    """``whsec_`` and 256 random bits in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def is_secret(written: str) -> bool:
    """Whether it can be signed with: base64 of at least 24 bytes, with or without its prefix."""
    try:
        return len(base64.b64decode(written.removeprefix(PREFIX), validate=True)) >= 24
    except ValueError:
        return False


def headers(*, message: str, timestamp: int, body: bytes, signed_with: Iterable[str]) -> dict[str, str]:
    """The three headers of a message; one signature for every secret that counts now."""
    signed = f"{message}.{timestamp}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in signed_with),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
