"""The SQL files of this folder, put together and run."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection

# Two refreshes at once could each keep what the other has made stale; they take turns.
_SUMMARIES = 7085


def run(*names: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement, written over several files."""
    with connection.cursor() as cursor:
        cursor.execute(_text(names), parameters)
        return list(cursor.fetchall())


def one_writer() -> None:
    """Wait until no other transaction writes summaries; the turn ends with this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SUMMARIES])


@cache
def _text(names: tuple[str, ...]) -> str:
    folder = files("quen.insight")
    return "\n".join((folder / f"{name}.sql").read_text() for name in names)
