"""What a column's values look like, from a sample, to confirm or refuse what its heading promises."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quen.kernel.phone import PLAIN_MOBILE
from quen.sales_file.dates import looks_like_a_date, looks_like_a_time
from quen.sales_file.numbers import looks_like_a_number
from quen.sales_file.placeholders import is_nothing

_MOBILE = re.compile(PLAIN_MOBILE)
_LONG_CODE = 6
_CLAIMS = frozenset(
    ("yes", "no", "y", "n", "true", "false", "có", "không", "x", "new", "old", "existing", "returning", "repeat", "mới",
     "cũ", "thành viên", "member", "non-member", "normal", "regular", "vip", "thường", "visa", "master", "mastercard",
     "amex", "jcb", "napas", "cash", "card", "credit card", "debit card", "tiền mặt", "thẻ", "chuyển khoản")
)  # fmt: skip
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:]+")


@dataclass(frozen=True)
class Profile:
    """Shares of the filled cells, 0 to 1, that look like something.

    `mobiles`: mobile numbers as Vietnam writes them; `names`: words without a digit, more than one; `digits`: anything
    with a digit; `long_codes`: six and more letters and digits, one digit at least. `is_claim`: every value only says
    whether (yes, new, member) or by what (Visa).
    """

    filled: int
    distinct: int
    numbers: float
    percents: float
    dates: float
    times: float
    addresses: float
    phones: float
    mobiles: float
    names: float
    digits: float
    long_codes: float
    is_claim: bool


def profile(values: Sequence[str | None]) -> Profile:
    """The profile of one column's sample. A value that stands there often is looked at once."""
    filled = Counter(value for value in values if value and not is_nothing(value))
    rows = filled.total()
    with_digits = {value: times for value, times in filled.items() if _DIGIT.search(value)}
    with_digits_rows = sum(with_digits.values())
    names = sum(times for value, times in filled.items() if " " in value and value not in with_digits)
    return Profile(
        filled=rows,
        distinct=len(filled),
        numbers=_share(with_digits, looks_like_a_number, rows),
        percents=_share(with_digits, _looks_like_a_percentage, rows),
        dates=_share(with_digits, looks_like_a_date, rows),
        times=_share(with_digits, looks_like_a_time, rows),
        addresses=_share(filled, lambda value: _ADDRESS.search(value) is not None, rows),
        phones=_share(with_digits, _looks_like_a_phone, rows),
        mobiles=_share(with_digits, lambda value: _MOBILE.fullmatch(value) is not None, rows),
        names=names / rows if rows else 0.0,
        digits=with_digits_rows / rows if rows else 0.0,
        is_claim=bool(filled) and all(value.strip().lower() in _CLAIMS for value in filled),
        long_codes=_share(with_digits, lambda value: sum(map(str.isalnum, value)) >= _LONG_CODE, rows),
    )


def _share(values: Mapping[str, int], claim: Callable[[str], bool], rows: int) -> float:
    return sum(times for value, times in values.items() if claim(value)) / rows if rows else 0.0


def _looks_like_a_percentage(value: str) -> bool:
    return "%" in value and looks_like_a_number(value.replace("%", "").strip())


def _looks_like_a_phone(value: str) -> bool:
    """A number of eight to fifteen digits alone, or the first of several."""
    first = re.split("[/,;]", value)[0]
    return not any(map(str.isalpha, first)) and 8 <= sum(map(str.isdigit, first)) <= 15
