"""The statements of a sale, and what runs them: Django's connection, or one of the fast path's own.

Every parameter travels as text and is cast in the statement, and every answer is one text (JSON where it holds more):
so a statement is prepared once whatever the values, and is read alike on every connection.
"""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, cast

import psycopg
from django.db import connection, transaction

_FOLDER = Path(__file__).parent
_PARAMETER = re.compile(r"%\((\w+)\)s")
Value = str | bytes | int | datetime | date | None


class Statement:
    """One named .sql file: as written, and with numbered parameters as PostgreSQL itself takes it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sql = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        self.parameters = tuple(dict.fromkeys(_PARAMETER.findall(self.sql)))
        place = {parameter: f"${number}" for number, parameter in enumerate(self.parameters, start=1)}
        self.numbered = _PARAMETER.sub(lambda match: place[match[1]], self.sql).encode()

    def in_order(self, values: Mapping[str, Value]) -> list[bytes | None]:
        """The values as PostgreSQL's text format, in the order of their numbers."""
        return [as_bytes(values[parameter]) for parameter in self.parameters]


READ, WRITE, GOODS, OPEN = (Statement(name) for name in ("read", "write", "goods", "open_account"))


def as_bytes(value: Value) -> bytes | None:
    """A value in PostgreSQL's text format."""
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, int):
        return b"%d" % value
    return value.isoformat().encode()


def as_text(value: Value) -> str | None:
    """The same as a string."""
    text = as_bytes(value)
    return None if text is None else text.decode()


class Statements(Protocol):
    """Runs a statement and gives the one text it answers with."""

    def one(self, statement: Statement, values: Mapping[str, Value]) -> str | None:
        """The first column of the first row, None where there is none. Raises psycopg.Error."""
        ...

    def step(self) -> AbstractContextManager[object]:
        """What is written inside is kept together, or not at all."""
        ...


class OfDjango:
    """Django's connection of this thread: inside whatever transaction the caller is in."""

    def one(self, statement: Statement, values: Mapping[str, Value]) -> str | None:
        """Values travel apart from the statement, as they do on the fast path."""
        connection.ensure_connection()
        texts = {name: as_text(value) for name, value in values.items()}
        with psycopg.Cursor(cast("psycopg.Connection[Any]", connection.connection)) as cursor:
            row = cursor.execute(statement.sql.encode(), texts).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def step(self) -> AbstractContextManager[object]:
        """A transaction, or a savepoint within one."""
        return transaction.atomic()
