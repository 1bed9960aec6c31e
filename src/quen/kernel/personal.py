"""What the house keeps about one person, declared room by room: `ROOM/personal.py` holds KEPT and NOBODY.

Every model of a room stands in one of the two (tests/house/test_personal.py), so that no table can be forgotten when a
person asks for her data, or asks to be forgotten. Flows read the declarations; nothing here knows the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

ERASED = "—"
"""What is written where a text may not be empty."""


class Fate(StrEnum):
    """What becomes of rows about a person who is erased."""

    GONE = "gone"
    BLANKED = "blanked"
    STAYS = "stays"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One table with rows about persons.

    `of` are look-ups that lead to a customer's number, `at` look-ups that hold her phone number, e-mail address or
    number at Zalo.
    `tells` are the fields her export has. Of rows that are not deleted, `blanks` are emptied, and every other field of
    free form stands in `plain`: it speaks of nobody, or only of goods and money. `dashes` are texts that may not be
    empty: they become a dash.
    """

    model: str
    of: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    called: str
    tells: tuple[str, ...]
    fate: Fate
    blanks: tuple[str, ...] = ()
    dashes: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True)
class Person:
    """Whom it is about: her numbers (herself first, then all merged into her), her names, and where she is reached."""

    customers: Sequence[int]
    names: frozenset[str]
    addresses: frozenset[str]

    @property
    def root(self) -> int:
        """The customer she counts as."""
        return self.customers[0]
