"""Codes people read aloud and type: no letter looks like another, and the last one proves the others.

The alphabet has 31 letters, a prime, so that the weighted sum of the check letter finds every single wrong letter and
every two letters exchanged (the same idea as ISO/IEC 7064 with a prime modulus).
"""

import secrets
from urllib.parse import urlsplit

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L."""

LENGTH = 12
"""Eleven letters at random (54 bits) and the check letter."""

_PLACE = {letter: place for place, letter in enumerate(ALPHABET)}


def new_code(length: int = LENGTH) -> str:
    """A code nobody can guess."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return body + check_letter(body)


def check_letter(body: str) -> str:
    """The letter that makes the weighted sum of all letters a multiple of 31."""
    total = sum(weight * _PLACE[letter] for weight, letter in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def bare(written: str) -> str:
    """The code as it is kept: capitals without spaces and dashes."""
    return "".join(written.split()).replace("-", "").upper()


def scanned(text: str) -> str:
    """What a scanner read or somebody typed: a code, or the last part of the address a QR code holds."""
    if text.startswith(("http://", "https://")):
        parts = [part for part in urlsplit(text).path.split("/") if part]
        return parts[-1] if parts else ""
    return text.strip()


def is_well_formed(code: str, length: int = LENGTH) -> bool:
    """Whether a bare code has the right letters and the right check letter."""
    return (
        len(code) == length
        and all(letter in _PLACE for letter in code)
        and code[-1] == check_letter(code[:-1])
    )


def for_reading(code: str) -> str:
    """In groups of four: ``K7QM-2XWP-9ABC``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
