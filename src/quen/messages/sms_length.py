"""How long an SMS is: in which alphabet it goes, in how many parts, and what that costs.

The alphabet is 3GPP TS 23.038: GSM-7 with its extension table (two septets a letter) where every letter is in it, UCS-2
otherwise, where a letter outside the basic plane takes two units. One part holds 160 septets or 70 units; of several
parts each holds 153 or 67, the rest being the header that joins them (TS 23.040). Neither an escape sequence nor a
surrogate pair is torn between two parts.
"""

import unicodedata
from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_LONE = {True: 160, False: 70}
_JOINED = {True: 153, False: 67}
_BARE = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
)
_BARE.update({ord("₫"): "d", ord("\u00a0"): " "})


@dataclass(frozen=True)
class Length:
    """`units`: septets of GSM-7 or 16-bit units of UCS-2. `left`: how many more fit into the parts it has."""

    is_gsm: bool
    units: int
    parts: int
    left: int

    def cost_minor(self, price_minor: int) -> int:
        """What it costs at so much a part."""
        return self.parts * price_minor


def length_of(text: str) -> Length:
    """The length of a text as it is sent."""
    is_gsm = is_gsm_text(text)
    sizes = [_size(letter, is_gsm=is_gsm) for letter in text]
    units = sum(sizes)
    if units <= _LONE[is_gsm]:
        return Length(is_gsm, units, 1 if units else 0, _LONE[is_gsm] - units)
    parts, filled = 1, 0
    for size in sizes:
        if filled + size > _JOINED[is_gsm]:
            parts, filled = parts + 1, 0
        filled += size
    return Length(is_gsm, units, parts, _JOINED[is_gsm] - filled)


def is_gsm_text(text: str) -> bool:
    """Whether every letter is in the GSM-7 alphabet or its extension."""
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def without_marks(text: str) -> str:
    """The text a phone of 1995 could read: no diacritics, typographic signs as plain ones."""
    decomposed = unicodedata.normalize("NFD", text.translate(_BARE))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)


def _size(letter: str, *, is_gsm: bool) -> int:
    if is_gsm:
        return 2 if letter in _EXTENDED else 1
    return 2 if ord(letter) > 0xFFFF else 1
