"""Who sends: VAPID (RFC 8292). The shop's key pair is made once and kept with the channel's secrets.

A browser binds its subscription to the public key: with another key all of them are gone, so it is never changed.
"""

import json
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.db import transaction

from quen.messages.channel import Channel
from quen.messages.channels.push.encrypt import padless, raw, unpadded
from quen.messages.settings import account_of
from quen.messages.settings_models import ChannelAccount
from quen.webhooks.addresses import Target

GOOD_FOR = timedelta(hours=12)
"""At most 24 hours are allowed."""
_KEY = "private_key"


@transaction.atomic
def make_key() -> None:
    """Make the key pair where there is none; two at once make one."""
    account_of(Channel.PUSH)
    ChannelAccount.objects.bulk_create([account_of(Channel.PUSH)], ignore_conflicts=True)
    row = ChannelAccount.objects.select_for_update().get(pk=Channel.PUSH)
    if not row.secrets.get(_KEY):
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        row.secrets = {**row.secrets, _KEY: padless(number.to_bytes(32, "big"))}
        row.save(update_fields=["secrets"])


def key_of(account: ChannelAccount) -> ec.EllipticCurvePrivateKey | None:
    """The shop's key; None before it was made."""
    kept = str(account.secrets.get(_KEY) or "")
    return ec.derive_private_key(int.from_bytes(unpadded(kept), "big"), ec.SECP256R1()) if kept else None


def public_key_of(account: ChannelAccount) -> str:
    """What a browser is told (`applicationServerKey`); empty before it was made."""
    key = key_of(account)
    return padless(raw(key.public_key())) if key else ""


def push_key() -> str:
    """What a browser is told to ask with; empty while the channel is off. The shop's key is made on first need."""
    account = account_of(Channel.PUSH)
    if not account.is_on:
        return ""
    if not public_key_of(account):
        make_key()
    return public_key_of(account_of(Channel.PUSH))


def authorization(key: ec.EllipticCurvePrivateKey, target: Target, *, contact: str, at: datetime) -> str:
    """The header for one push service. `contact`: whom its people may write to, ``mailto:`` or ``https:``."""
    port = "" if target.port in (80, 443) else f":{target.port}"
    origin = f"{'https' if target.is_tls else 'http'}://{target.host}{port}"
    claims = {"aud": origin, "exp": int((at + GOOD_FOR).timestamp()), "sub": contact}
    signed = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    token = f"{signed}.{padless(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
    return f"vapid t={token}, k={padless(raw(key.public_key()))}"


def _part(said: dict[str, object]) -> str:
    return padless(json.dumps(said, separators=(",", ":")).encode())
