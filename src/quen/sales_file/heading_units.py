"""What a heading says of the unit its column is counted in: ``Thành tiền (VNĐ)`` is ``Thành tiền``, in VND.

Only what cannot change the meaning is set aside: a currency; in brackets also a unit goods are counted in and how a
date is written.
``Doanh thu (chưa thuế)`` and ``Doanh thu (nghìn đồng)`` stay what they are.
"""

import re
from functools import lru_cache

from quen.kernel.money import is_currency
from quen.kernel.names import search_key

SIGNS = {"₫": "VND", "đ": "VND", "d": "VND", "vnđ": "VND", "vnd": "VND", "dong": "VND", "$": "USD", "€": "EUR",
         "£": "GBP", "¥": "JPY", "r$": "BRL", "us$": "USD", "₹": "INR", "฿": "THB",
         "₩": "KRW", "₱": "PHP", "rs": "INR", "rs.": "INR", "rm": "MYR", "rp": "IDR", "zł": "PLN",
         "viet nam dong": "VND",
         "vietnam dong": "VND", "vietnamese dong": "VND", "us dollar": "USD", "us dollars": "USD", "dollar": "USD",
         "euro": "EUR", "euros": "EUR", "pound": "GBP", "pound sterling": "GBP", "yen": "JPY"}  # fmt: skip
"""How currencies are written, in small letters, with their code after ISO 4217."""

_COUNTED_IN = frozenset(
    ("cai", "chiec", "goi", "hop", "lon", "chai", "ly", "phan", "kg", "gram", "sp", "san pham", "dvt", "pcs", "pc",
     "pieces", "units", "unit", "ea", "each", "utc", "gmt", "local", "local time", "gio vn", "optional", "required",
     "bat buoc")
)  # fmt: skip
_AT_THE_END = re.compile(r"^(?P<bare>.*\S)\s*[(\[](?P<unit>[^()\[\]]*)[)\]]\W*$")
_AFTER_A_MARK = re.compile(r"^(?P<bare>.*[^\s,/_:-])\s*[,/_:-]\s*(?P<unit>[^,/_:-]+)$")
_LAST_WORD = re.compile(r"^(?P<bare>.*\S)\s+(?P<unit>\S+)$")
_LONGEST = 120
_HOW_A_DATE_IS_WRITTEN = re.compile(r"^(?=.*(d|m|y|h))[dmyhs:/.\-\s]+$")


def without_unit(heading: str) -> str:
    """The heading without the unit it names at its end; as it is where it names none."""
    found = _parted(heading)
    return found[0] if found else heading


def currency_in(heading: str) -> str | None:
    """The ISO 4217 code of the currency the heading names at its end, or None."""
    found = _parted(heading)
    return _currency(found[1]) if found else None


@lru_cache(maxsize=65_536)
def _parted(heading: str) -> tuple[str, str] | None:
    if len(heading) > _LONGEST:
        return None
    bracketed = _AT_THE_END.match(heading)
    if bracketed:
        unit = bracketed["unit"]
        return (bracketed["bare"], unit) if _is_unit(unit) else None
    for pattern in (_AFTER_A_MARK, _LAST_WORD):
        found = pattern.match(heading)
        if found and _currency(found["unit"]):
            return re.sub(r"\s+(in|bằng)$", "", found["bare"], flags=re.IGNORECASE), found["unit"]
    return None


def _is_unit(text: str) -> bool:
    key = search_key(text)
    is_empty = not any(map(str.isalnum, key))
    return (
        is_empty
        or _currency(text) is not None
        or key in _COUNTED_IN
        or bool(_HOW_A_DATE_IS_WRITTEN.match(key))
    )


def _currency(text: str) -> str | None:
    bare = text.strip().removeprefix("in ").strip()
    known = SIGNS.get(bare.lower()) or SIGNS.get(search_key(bare))
    if known:
        return known
    return bare if len(bare) == 3 and bare.isupper() and bare.isascii() and is_currency(bare) else None
