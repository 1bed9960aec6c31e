"""Numbers of cards: what they look like, and new ones nobody can guess.

Sixteen digits: 29, thirteen of chance, one to check. 29 begins no bank's card (ISO/IEC 7812-1; the two-series of
payment ends at 2720) and is one of the prefixes that GS1 leaves to each shop for itself.
With a million cards out, one guess in ten million is somebody's card.
"""

import secrets

from quen.cards.check_digit import check_digit, is_whole
from quen.cards.errors import NotACardNumber
from quen.kernel.sentences import gettext_noop

PREFIX = "29"
LENGTH = 16
_CHANCE = LENGTH - len(PREFIX) - 1
CODE_LENGTH = 8


def new_number() -> str:
    """A number, likely nobody's."""
    return _checked(PREFIX, _CHANCE)


def new_code() -> str:
    """The short number by which staff find a phone that waits for its card."""
    return _checked("", CODE_LENGTH - 1)


def new_numbers(count: int) -> set[str]:
    """So many different numbers."""
    numbers: set[str] = set()
    while len(numbers) < count:
        numbers.add(new_number())
    return numbers


def as_kept(written: str) -> str:
    """The number as it is kept: digits alone. Raises NotACardNumber, which says whether a digit is wrong."""
    digits = "".join(character for character in written if not character.isspace() and character not in "-.")
    if len(digits) != LENGTH or not digits.isascii() or not digits.isdigit():
        raise NotACardNumber(
            gettext_noop("A card's number has %(length)s digits. Scan it, or type all of them."),
            length=LENGTH,
        )
    if not is_whole(digits):
        raise NotACardNumber(
            gettext_noop("One digit of %(number)s is wrong. Compare it with the card."),
            number=grouped(digits),
        )
    return digits


def grouped(number: str) -> str:
    """For reading: ``2912 3456 7890 1234``."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _checked(beginning: str, chance: int) -> str:
    digits = f"{beginning}{secrets.randbelow(10**chance):0{chance}d}"
    return digits + check_digit(digits)
