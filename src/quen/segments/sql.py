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
    """A condition or an expression over ``p``, one customer's row of `segments_profile`.

    A condition that looks into other tables says so, and where it only finds customers there, or misses those found
    there, by which query. The query's one column is ``customer_id``.
    """

    text: str
    values: tuple[Any, ...] = ()
    looks_elsewhere: bool = False
    finds: str = ""
    misses: str = ""


@dataclass
class Joins:
    """Queries joined with the profiles, for conditions with an "or" around them (see `compile.py`)."""

    text: str = ""
    values: tuple[Any, ...] = ()
    count: int = 0

    def joined(self, part: Sql) -> Sql:
        """The condition by whether its query, joined once, has her."""
        name = f"j{self.count}"
        self.count += 1
        query = f"SELECT DISTINCT customer_id FROM ({part.finds or part.misses}) AS {name}"  # noqa: S608
        self.text += f" LEFT JOIN ({query}) AS {name} ON {name}.customer_id = p.customer_id"
        self.values += part.values
        return Sql(f"{name}.customer_id IS {'NOT ' if part.finds else ''}NULL")


def named(part: Sql) -> tuple[str, dict[str, Any]]:
    """The part with its values by name, to stand in a statement that names its own."""
    text, *rest = part.text.split("%s")
    for place, after in enumerate(rest):
        text += f"%(value_{place})s{after}"
    return text, {f"value_{place}": value for place, value in enumerate(part.values)}


def always(is_true: bool) -> Sql:
    """The condition of an empty group."""
    return Sql("true" if is_true else "false")


def found_by(query: str, values: tuple[Any, ...]) -> Sql:
    """Whether this query, whose one column is called ``customer_id``, finds her: for a million customers a join."""
    text = f"EXISTS (SELECT FROM ({query}) AS found WHERE found.customer_id = p.customer_id)"
    return Sql(text, values, looks_elsewhere=True, finds=query)


def all_of(parts: Iterable[Sql]) -> Sql:
    """That every part holds."""
    return _joined(list(parts), "AND")


def any_of(parts: Iterable[Sql]) -> Sql:
    """That some part holds.

    PostgreSQL joins one `EXISTS` with the customers and cannot join two with an ``OR`` between them, so parts that look
    elsewhere become one query for all whom any of them finds. `UNION` rather than `UNION ALL`: of its size the planner
    thinks well, and it reads the indexes side by side in the order of the customers' numbers.
    """
    found = list(parts)
    ways = [part for part in found if part.looks_elsewhere]
    if len(ways) < 2:
        return _joined(found, "OR")
    query = " UNION ".join(
        way.finds or f"SELECT p.customer_id FROM segments_profile p WHERE {way.text}"  # noqa: S608
        for way in ways
    )
    at_once = [part for part in found if not part.looks_elsewhere]
    return _joined([*at_once, found_by(query, _values(ways))], "OR")


def joined_by_or(parts: Iterable[Sql]) -> Sql:
    """That some part holds, as it stands."""
    return _joined(list(parts), "OR")


def negated(part: Sql) -> Sql:
    """The opposite. Conditions are never NULL, so that whom a rule leaves out its opposite holds."""
    return Sql(f"NOT ({part.text})", part.values, part.looks_elsewhere, finds=part.misses, misses=part.finds)


def _joined(parts: list[Sql], word: str) -> Sql:
    if len(parts) == 1:
        return parts[0]
    text = f" {word} ".join(f"({part.text})" for part in parts)
    return Sql(text, _values(parts), any(part.looks_elsewhere for part in parts))


def _values(parts: Iterable[Sql]) -> tuple[Any, ...]:
    return tuple(value for part in parts for value in part.values)


def day_number(day: date) -> int:
    """A day as it is kept; a day nobody can have bought on is the nearest one that can be kept."""
    return max(-LAST_DAY_NUMBER, min((day - DAY_ZERO).days, LAST_DAY_NUMBER))
