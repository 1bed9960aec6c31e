"""Pieces of SQL with their values, put together without ever writing a value into the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

DAY_ZERO = date(2000, 1, 1)
"""Days are kept as the number of days since then: two bytes hold every day from 1910 to 2089."""

LAST_DAY_NUMBER = 32_767


@dataclass(frozen=True)
class Sql:
    """A condition or an expression over ``p``, one customer's row of `segments_profile`."""

    text: str
    values: tuple[Any, ...] = ()


def named(part: Sql) -> tuple[str, dict[str, Any]]:
    """The part with its values by name, to stand in a statement that names its own."""
    text, *rest = part.text.split("%s")
    for place, after in enumerate(rest):
        text += f"%(value_{place})s{after}"
    return text, {f"value_{place}": value for place, value in enumerate(part.values)}


def always(is_true: bool) -> Sql:
    """The condition of an empty group."""
    return Sql("true" if is_true else "false")


def joined(parts: Iterable[Sql], word: str) -> Sql:
    """The parts in brackets, with ``AND`` or ``OR`` between them."""
    found = list(parts)
    text = f" {word} ".join(f"({part.text})" for part in found)
    return Sql(text, tuple(value for part in found for value in part.values))


def negated(part: Sql) -> Sql:
    """The opposite. Conditions are never NULL, so that whom a rule leaves out its opposite holds."""
    return Sql(f"NOT ({part.text})", part.values)


def day_number(day: date) -> int:
    """A day as it is kept; a day nobody can have bought on is the nearest one that can be kept."""
    return max(-LAST_DAY_NUMBER, min((day - DAY_ZERO).days, LAST_DAY_NUMBER))
