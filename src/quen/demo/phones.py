"""Mobile numbers in valid Vietnamese form, drawn by chance, and the ways tills have them written down."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Floats, pick

# Mobile prefixes with their rough weight on the street.
_PREFIXES = {
    "032": 3, "033": 3, "034": 3, "035": 3, "036": 3, "037": 3, "038": 3, "039": 3, "070": 2, "076": 2,
    "077": 2, "078": 2, "079": 2, "081": 2, "082": 2, "083": 2, "084": 2, "085": 2, "056": 0.7, "058":
    0.7, "086": 2, "088": 2, "090": 6, "091": 5, "093": 5, "094": 4, "096": 4, "097": 5, "098": 5,
}  # fmt: skip

# What some prefixes were called before September 2018, as old customer cards still have them.
_BEFORE_2018 = {"070": "0120", "077": "0122", "083": "0123", "033": "0163", "036": "0166", "039": "0169"}


def numbers(*, count: int, rng: Generator) -> list[str]:
    """Different ten-digit numbers, e.g. ``0912345678``."""
    prefixes = tuple(_PREFIXES)
    weights = np.cumsum(np.array(list(_PREFIXES.values())))
    found: dict[str, None] = {}
    while len(found) < count:
        chosen = pick(weights, rng.random(count))
        tails = rng.integers(1_000_000, 10_000_000, count)
        found.update((f"{prefixes[p]}{tail}", None) for p, tail in zip(chosen, tails, strict=True))
    return list(found)[:count]


def written(phones: Sequence[str], *, chance: Floats) -> list[str]:
    """Each number as a cashier may have typed it: two thirds plain, the rest in six other ways."""
    return [_written(phone, float(luck)) for phone, luck in zip(phones, chance, strict=True)]


def written_otherwise(phone: str) -> str:
    """The same number in a form `written` rarely gives, for the second card of one person."""
    return f"(+84) {phone[1:3]} {phone[3:6]}-{phone[6:]}"


def _written(phone: str, chance: float) -> str:
    if chance < 0.66:
        return phone
    if chance < 0.76:
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    if chance < 0.84:
        return f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"
    if chance < 0.90:
        return f"+84{phone[1:]}"
    if chance < 0.94:
        return f"84{phone[1:]}"
    if chance < 0.97:
        return phone[1:]  # a spreadsheet took the leading zero for a number's
    old = _BEFORE_2018.get(phone[:3])
    return f"{old}{phone[3:]}" if old else f"{phone[:3]}-{phone[3:6]}-{phone[6:]}"
