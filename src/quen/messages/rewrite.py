"""Write changed messages back, many in one statement: Django's own bulk update takes ten times as long."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from quen.messages.models import Message

_KINDS = {
    "state": "text", "reason": "text", "detail": "text", "address": "text", "provider_id": "text",
    "due_at": "timestamptz", "hold_until": "timestamptz", "ended_at": "timestamptz", "claimed_at": "timestamptz",
    "customer_id": "bigint", "cost_minor": "bigint", "slot": "smallint", "attempts": "smallint", "parts": "smallint",
    "has_begun": "boolean", "facts": "jsonb",
}  # fmt: skip


def rewrite(rows: Sequence[Message], columns: Sequence[str], *, while_in: Collection[str]) -> None:
    """Write these columns of the rows that are still in one of the states."""
    if not rows:
        return
    names = ", ".join(columns)
    arrays = ", ".join(f"%s::{_KINDS[column]}[]" for column in columns)
    setting = ", ".join(f"{column} = new.{column}" for column in columns)
    statement = (
        f"UPDATE outreach_message AS message SET {setting} "  # noqa: S608  # columns of our own table
        f"FROM unnest(%s::bigint[], {arrays}) AS new (id, {names}) "
        "WHERE message.id = new.id AND message.state = ANY(%s)"
    )
    values: list[Any] = [[_as_kept(getattr(row, column)) for row in rows] for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement, [[row.pk for row in rows], *values, list(while_in)])


def _as_kept(value: object) -> object:
    return Jsonb(value) if isinstance(value, dict) else value
