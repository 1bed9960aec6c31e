"""Carry DuckDB tables over to temporary tables of the importing transaction, by COPY."""

import tempfile
from pathlib import Path

import duckdb
from django.db.backends.utils import CursorWrapper

_CHUNK = 1 << 20

TABLES = {
    "staged_store": "store_no int, name text",
    "staged_product": "product_no int, code text, name text, named_at timestamp, category text, grouped_at timestamp",
    "staged_person": "person_no int, name text, named_at timestamp",
    "staged_identity": "person_no int, kind text, value text",
    "staged_purchase": "purchase_no int, store_no int, receipt text, person_no int, at timestamp, amount_minor bigint,"
    " discount_minor bigint, channel text, staff text",
    "staged_line": "purchase_no int, fingerprint bigint, occurrence int, product_no int, quantity numeric(18,3),"
    " unit_price numeric(18,4), discount_minor bigint, amount_minor bigint, serial text",
    "staged_return": "return_no int, store_no int, receipt text, person_no int, at timestamp, amount_minor bigint",
    "staged_return_line": "return_no int, fingerprint bigint, occurrence int, product_no int, quantity numeric(18,3),"
    " amount_minor bigint, serial text",
    "staged_adjustment": "store_no int, receipt text, at timestamp, fingerprint bigint, occurrence int,"
    " product_no int, quantity numeric(18,3), amount_minor bigint",
}
"""The tables of `sql/shape.duckdb.sql`, with the PostgreSQL types of their columns in order."""


def stage(table: str, *, connection: duckdb.DuckDBPyConnection, cursor: CursorWrapper) -> None:
    """Make the temporary table and fill it. Memory stays flat: the rows pass through a file in chunks."""
    cursor.execute(f"CREATE TEMP TABLE {table} ({TABLES[table]}) ON COMMIT DROP")
    with tempfile.NamedTemporaryFile(prefix="quen-stage-", suffix=".csv") as file:
        connection.execute(f"COPY (FROM {table}) TO '{file.name}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
        _copy_in(Path(file.name), table, cursor)
    cursor.execute(f"ANALYZE {table}")


def _copy_in(path: Path, table: str, cursor: CursorWrapper) -> None:
    with path.open("rb") as rows, cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
        while chunk := rows.read(_CHUNK):
            copy.write(chunk)
