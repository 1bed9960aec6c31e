"""What a column's values look like, from a sample, to confirm or refuse what its heading promises."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quen.sales_file.dates import looks_like_a_date, looks_like_a_time
from quen.sales_file.numbers import looks_like_a_number


@dataclass(frozen=True)
class Profile:
    """Shares of the filled cells, 0 to 1, that look like something."""

    filled: int
    distinct: int
    numbers: float
    dates: float
    times: float
    addresses: float
    phones: float
    names: float


def profile(values: Sequence[str | None]) -> Profile:
    """The profile of one column's sample."""
    filled = [value for value in values if value]
    return Profile(
        filled=len(filled),
        distinct=len(set(filled)),
        numbers=_share(filled, looks_like_a_number),
        dates=_share(filled, looks_like_a_date),
        times=_share(filled, looks_like_a_time),
        addresses=_share(filled, lambda value: "@" in value and "." in value.rpartition("@")[2]),
        phones=_share(filled, _looks_like_a_phone),
        names=_share(filled, lambda value: " " in value and not any(letter.isdigit() for letter in value)),
    )


def _share(values: Sequence[str], claim: Callable[[str], bool]) -> float:
    return sum(map(claim, values)) / len(values) if values else 0.0


def _looks_like_a_phone(value: str) -> bool:
    digits = sum(character.isdigit() for character in value)
    return 8 <= digits <= 15 and not any(character.isalpha() for character in value)
