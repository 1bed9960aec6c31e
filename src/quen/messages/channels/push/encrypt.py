"""A push message as only her browser can read it: RFC 8291 (Web Push encryption) over RFC 8188 (aes128gcm)."""

import base64
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MOST_BYTES = 3_993
"""So much plain text fits into the 4096 bytes every push service takes (RFC 8030, section 7.2)."""
_RECORD = 4_096
_POINT = 65


class BadKeys(ValueError):
    """What a browser gave as its keys is none."""


def encrypt(
    plain: bytes, *, p256dh: str, auth: str, own: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None
) -> bytes:  # fmt: skip
    """The request's body. p256dh, auth: the browser's, base64url. own, salt: fresh unless given. Raises BadKeys."""
    theirs, secret = read_keys(p256dh, auth)
    own, salt = own or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    ours = raw(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    seed = _derived(secret, shared, b"WebPush: info\0" + raw(theirs) + ours, 32)
    key = _derived(salt, seed, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, seed, b"Content-Encoding: nonce\0", 12)
    head = salt + _RECORD.to_bytes(4, "big") + len(ours).to_bytes(1, "big") + ours
    return head + AESGCM(key).encrypt(nonce, plain + b"\2", None)  # 2: the last record


def read_keys(p256dh: str, auth: str) -> tuple[ec.EllipticCurvePublicKey, bytes]:
    """A browser's public key and secret. Raises BadKeys."""
    try:
        point, secret = unpadded(p256dh), unpadded(auth)
        if len(point) != _POINT or len(secret) != 16:
            raise BadKeys
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point), secret
    except ValueError as error:
        raise BadKeys from error


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def padless(content: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unpadded(text: str) -> bytes:
    """Back again. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _derived(salt: bytes, key: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)
