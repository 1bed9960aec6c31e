"""Chance that is the same today and tomorrow: drawn from what it is about, not from a stream."""

import hashlib

from quen.kernel.codes import ALPHABET, check_letter


def chance(of: str, sides: int) -> int:
    """A throw of a die with so many sides for this thing."""
    return int.from_bytes(hashlib.sha256(of.encode()).digest()[:4], "big") % sides


def code(of: str, length: int) -> str:
    """A code with its check letter. Who knows the demo's seed can guess it; a real shop's codes nobody can."""
    body = "".join(
        ALPHABET[byte % len(ALPHABET)] for byte in hashlib.sha256(of.encode()).digest()[: length - 1]
    )
    return body + check_letter(body)


def secret(of: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(of.encode()).hexdigest()
