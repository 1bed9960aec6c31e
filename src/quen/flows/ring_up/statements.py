"""The statements of a sale, and what runs them: Django's connection, or one of the fast path's own."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, cast

import psycopg
from django.db import connection, transaction

_FOLDER = Path(__file__).parent
READ = (_FOLDER / "read.sql").read_text(encoding="utf-8")
GOODS = (_FOLDER / "goods.sql").read_text(encoding="utf-8")
WRITE = (_FOLDER / "write.sql").read_text(encoding="utf-8")


class Statements(Protocol):
    """Runs a statement of named parameters and gives its one row."""

    def one(self, sql: str, values: Mapping[str, Any]) -> Sequence[Any] | None:
        """The first row, None where there is none."""
        ...

    def step(self) -> AbstractContextManager[object]:
        """What is written inside is kept together, or not at all."""
        ...


class OfDjango:
    """Django's connection of this thread: inside whatever transaction the caller is in."""

    def one(self, sql: str, values: Mapping[str, Any]) -> Sequence[Any] | None:
        """Values travel apart from the statement, as they do on the fast path."""
        connection.ensure_connection()
        with psycopg.Cursor(cast("psycopg.Connection[Any]", connection.connection)) as cursor:
            return cast("Sequence[Any] | None", cursor.execute(sql.encode(), values).fetchone())

    def step(self) -> AbstractContextManager[object]:
        """A transaction, or a savepoint within one."""
        return transaction.atomic()
