"""What the error codes of ZNS mean: -100 to -111 after Zalo's table “Cách xử lý mã lỗi” (zalo.cloud), the others as
they are commonly known (docs/explanation/messages.md says what was read where).

A code this table does not name is taken for a refusal: ZNS answers with an error only where it did not send.
"""

from quen.messages.outcome import Busy, NotTaken, Outcome, Unknown

WRONG_TOKEN = -124
_NOT_REACHED = {-108: "no phone number", -118: "no Zalo account", -119: "the account takes no ZNS"}
_HER_WILL = {
    -114: "she cannot or will not get it",
    -139: "she refused this kind",
    -141: "she refused the shop",
}
_HOUR, _SIX_HOURS = 3600, 6 * 3600
_EVERYONE = {
    -101: 300, -102: 300, -103: 300, -104: 300, -105: 300, -120: 300, -124: 300, -125: 300, -135: _HOUR, -138: 300,
    -115: _HOUR, -126: _HOUR, -136: _HOUR, -137: _HOUR, -144: _SIX_HOURS, -148: _HOUR, -149: _HOUR,
}  # fmt: skip
"""The app, the account, its money or its quota for today: nothing goes until somebody or tomorrow mends it."""
_THIS_TEMPLATE = {-133: _HOUR, -147: _SIX_HOURS}
"""Not at night; this template's quota for today."""


def meaning(code: int, words: str) -> Outcome:
    """What follows from an error code. -100 is Zalo's own “unknown error”, and so it is here."""
    detail = f"ZNS {code} {words}".strip()[:300]
    if code == -100:
        return Unknown(detail)
    if code in _NOT_REACHED:
        return NotTaken(f"ZNS {code}: {_NOT_REACHED[code]}", is_address_bad=True)
    if code in _HER_WILL:
        return NotTaken(f"ZNS {code}: {_HER_WILL[code]}")
    if code in _EVERYONE:
        return Busy(detail, _EVERYONE[code], is_everyone=True)
    return Busy(detail, _THIS_TEMPLATE[code]) if code in _THIS_TEMPLATE else NotTaken(detail)
