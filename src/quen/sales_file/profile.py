"""What a column's values look like, from a sample, to confirm or refuse what its heading promises."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quen.sales_file.dates import looks_like_a_date, looks_like_a_time
from quen.sales_file.numbers import looks_like_a_number

_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"\s*[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+\s*")


@dataclass(frozen=True)
class Profile:
    """Shares of the filled cells, 0 to 1, that look like something."""

    filled: int
    distinct: int
    numbers: float
    percents: float
    dates: float
    times: float
    addresses: float
    phones: float
    names: float


def profile(values: Sequence[str | None]) -> Profile:
    """The profile of one column's sample. A value that stands there often is looked at once."""
    filled = Counter(value for value in values if value)
    rows = filled.total()
    with_digits = {value: times for value, times in filled.items() if _DIGIT.search(value)}
    names = sum(times for value, times in filled.items() if " " in value and value not in with_digits)
    return Profile(
        filled=rows,
        distinct=len(filled),
        numbers=_share(with_digits, looks_like_a_number, rows),
        percents=_share(with_digits, _looks_like_a_percentage, rows),
        dates=_share(with_digits, looks_like_a_date, rows),
        times=_share(with_digits, looks_like_a_time, rows),
        addresses=_share(filled, lambda value: _ADDRESS.fullmatch(value) is not None, rows),
        phones=_share(with_digits, _looks_like_a_phone, rows),
        names=names / rows if rows else 0.0,
    )


def _share(values: Mapping[str, int], claim: Callable[[str], bool], rows: int) -> float:
    return sum(times for value, times in values.items() if claim(value)) / rows if rows else 0.0


def _looks_like_a_percentage(value: str) -> bool:
    return "%" in value and looks_like_a_number(value.replace("%", "").strip())


def _looks_like_a_phone(value: str) -> bool:
    return not any(map(str.isalpha, value)) and 8 <= sum(map(str.isdigit, value)) <= 15
