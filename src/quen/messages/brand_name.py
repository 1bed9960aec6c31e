"""The brand name (tên định danh) offers by SMS go under: Decree 91/2020/ND-CP, Articles 13 and 23.

Article 13: advertising SMS go under a registered brand name and never from a number. Article 23: at most 11 Latin
letters, digits, ``-``, ``_``, ``.`` and spaces, not digits alone; given out for three years. Where that was read stands
in docs/explanation/messages.md.
"""

import re
from collections.abc import Mapping
from datetime import date

OF_THE_LAW = "+84"
"""Numbers the decree speaks of begin so."""
_NAME = re.compile(r"(?=.*[^0-9])[A-Za-z0-9._ -]{1,11}")


def is_brand_name(sender: str) -> bool:
    """Whether it could be one: a number is none."""
    return _NAME.fullmatch(sender) is not None and sender == sender.strip()


def brand_until(settings: Mapping[str, object]) -> date | None:
    """The last day the SMS channel's brand name is registered for; None where there is none, or it was never said."""
    said = str(settings.get("brand_until") or "")
    if not said or not is_brand_name(str(settings.get("sender") or "")):
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
