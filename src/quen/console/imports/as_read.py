"""How the preview writes what the reader understood."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy

from quen.console.imports.words import GROUPS
from quen.console.templatetags.written import number
from quen.kernel.money import to_minor, written

_LABELS = {words.field: words.label for group in GROUPS for words in group.fields}
_ORDER = {
    "at": "date", "receipt": "receipt", "code": "customer", "name": "name", "phone": "phone", "email": "email",
    "card": "card", "product": "product", "product_name": "product_name", "category": "category",
    "quantity": "quantity", "unit_price": "unit_price", "discount": "discount", "amount": "amount",
    "store": "store", "channel": "channel", "staff": "staff", "serial": "serial",
}  # fmt: skip
_MONEY = ("unit_price", "discount", "amount")
_TOKENS = {"%d": "dd", "%-d": "d", "%m": "mm", "%-m": "m", "%Y": "yyyy", "%y": "yy", "%H": "hh", "%-H": "h", "%I": "hh",
           "%-I": "h", "%M": "mm", "%S": "ss", "%f": "…", "%p": "AM/PM", "%b": "Jan", "%B": "January",
           "%z": "±hhmm"}  # fmt: skip
_IN_WORDS = {
    "iso": "yyyy-mm-dd",
    "offset": "yyyy-mm-dd ±hh:mm",
    "serial": gettext_lazy("days as Excel counts them"),
    "seconds": gettext_lazy("seconds since 1970"),
    "milliseconds": gettext_lazy("milliseconds since 1970"),
}


def as_read(parsed: Mapping[str, str | None], currency: str) -> list[tuple[str, str]]:
    """(label, value) of everything that was understood of a row, in the order of the mapping."""
    return [
        (str(_LABELS[field]), _written(name, value, currency))
        for name, field in _ORDER.items()
        if (value := parsed.get(name))
    ]


def readable_format(written_as: str) -> str:
    """``%d/%m/%Y %H:%M`` as people write it: ``dd/mm/yyyy hh:mm``."""
    if written_as in _IN_WORDS:
        return str(_IN_WORDS[written_as])
    for token in sorted(_TOKENS, key=len, reverse=True):
        written_as = written_as.replace(token, _TOKENS[token])
    return written_as


def _written(name: str, value: str, currency: str) -> str:
    if name == "at":
        at = datetime.fromisoformat(value)
        return at.strftime("%d/%m/%Y %H:%M" if at.time().isoformat() != "00:00:00" else "%d/%m/%Y")
    if name in _MONEY:
        return written(to_minor(Decimal(value), currency), currency, (get_language() or "vi")[:2])
    if name == "quantity":
        quantity = Decimal(value)
        return number(quantity, 0 if quantity == quantity.to_integral_value() else 3)
    return value
