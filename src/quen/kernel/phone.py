"""Phone numbers in one form: E.164 (ITU-T recommendation), e.g. ``+84912345678``."""

from functools import lru_cache

import phonenumbers

PLAIN_MOBILE = r"(0|\+?84)[ .\-]?(3[0-9]|7[06-9]|8[1-8]|9[0-8])([ .\-]?[0-9]){7}"
"""A Vietnamese mobile number as people write it, by the prefixes in use. Read by Python's `re` and by RE2 alike."""

# Vietnamese mobile numbers had eleven digits until 2018; the Ministry of Information and Communications
# (plan 798/QĐ-BTTTT, 2018) gave each old prefix one new ten-digit prefix.
_PREFIX_BEFORE_2018 = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036",
    "0167": "037", "0168": "038", "0169": "039",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


@lru_cache(maxsize=65_536)
def to_e164(written: str, region: str = "VN") -> str | None:
    """The number in E.164, or None where it is no possible number of `region` (or of the country it names).

    Accepts spaces, dots, dashes, brackets, ``+84``, ``84``, ``0084``, a leading zero lost by a spreadsheet
    (``912345678``, ``912345678.0``), and eleven-digit Vietnamese mobile numbers from before 2018.
    """
    text = _spreadsheet_text(written)
    if region == "VN":
        text = _vietnamese(text)
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(e164: str) -> str:
    """The number as people at home write it, digits only: ``+84912345678`` → ``0912345678``."""
    if e164.startswith("+84"):
        return "0" + e164[3:]
    return e164


def spaced(e164: str) -> str:
    """The number for reading: ``+84912345678`` → ``0912 345 678``."""
    digits = national(e164)
    if e164.startswith("+84") and len(digits) == 10:
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return digits


def _spreadsheet_text(written: str) -> str:
    text = written.strip().lstrip("'")
    head, dot, tail = text.partition(".")
    if dot and tail == "0" and head.isdigit():
        return head
    return text


def _vietnamese(text: str) -> str:
    digits = "".join(character for character in text if character.isdigit())
    if text.startswith("+") and not digits.startswith("84"):
        return text
    if digits.startswith("0084"):
        digits = digits[4:]
    elif digits.startswith("84") and len(digits) >= 11:
        digits = digits[2:]
    digits = "0" + digits.lstrip("0")
    return (
        _PREFIX_BEFORE_2018[digits[:4]] + digits[4:]
        if len(digits) == 11 and digits[:4] in _PREFIX_BEFORE_2018
        else digits
    )
