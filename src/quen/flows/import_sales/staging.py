"""Carry tables between the reader's DuckDB and the importing transaction, by COPY both ways."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.db.backends.utils import CursorWrapper

_CHUNK = 1 << 20
_CSV = "(FORMAT csv, NULL '\\N')"

TABLES = {
    "staged_store": "store_no int, name text, written text, restart text",
    "staged_product": "product_no int, code text, name text, named_at timestamp, category text, grouped_at timestamp",
    "staged_person": "person_no int, name text, named_at timestamp",
    "staged_identity": "person_no int, kind text, value text",
    "staged_purchase": "purchase_no int, store_no int, receipt text, receipt_period text, person_no int,"
    " at timestamp, amount_minor bigint,"
    " discount_minor bigint, channel text, staff text",
    "staged_return": "return_no int, store_no int, receipt text, receipt_period text, person_no int, at timestamp,"
    " amount_minor bigint",
    "staged_return_line": "return_no int, fingerprint bigint, occurrence int, product_no int, quantity numeric(18,3),"
    " amount_minor bigint, serial text",
    "staged_adjustment": "store_no int, receipt text, at timestamp, fingerprint bigint, occurrence int,"
    " product_no int, quantity numeric(18,3), amount_minor bigint",
}
"""The tables of `sql/shape.duckdb.sql` that are staged first, with the PostgreSQL types of their columns in order."""

LINES = (
    "purchase_id bigint, fingerprint bigint, occurrence int, product_id bigint, quantity numeric(18,3),"
    " unit_price numeric(18,4), discount_minor bigint, amount_minor bigint, serial text"
)


@dataclass(frozen=True)
class Hands:
    """Both ends of an import: the reader's DuckDB, and a cursor of the transaction that takes its rows.

    What passes between them lies in `folder` for a moment.
    """

    connection: duckdb.DuckDBPyConnection
    cursor: CursorWrapper
    folder: Path


def stage(tables: Mapping[str, str], hands: Hands, *, on_table: Callable[[int], None] | None = None) -> None:
    """Make temporary tables and fill them from those of the same names; `on_table` hears how many are filled."""
    hands.cursor.execute(
        ";".join(f"CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP" for table, columns in tables.items())
    )
    for place, table in enumerate(tables):
        if on_table:
            on_table(place)
        pour(table, hands, into=table)
    hands.cursor.execute(f"ANALYZE {', '.join(tables)}")


def pour(source: str, hands: Hands, *, into: str) -> int:
    """Append a DuckDB table to a PostgreSQL one; how many rows. Memory stays flat: they pass through a file."""
    with _file(hands.folder) as path:
        hands.connection.execute(
            f"COPY (FROM {source}) TO '{path}' (FORMAT csv, HEADER false, NULLSTR '\\N')"
        )
        with path.open("rb") as rows, hands.cursor.copy(f"COPY {into} FROM STDIN {_CSV}") as copy:
            while chunk := rows.read(_CHUNK):
                copy.write(chunk)
    return int(hands.cursor.rowcount)


def bring_back(query: str, hands: Hands, *, into: str) -> None:
    """Append a PostgreSQL query's rows to a DuckDB table."""
    with _file(hands.folder) as path:
        with path.open("wb") as rows, hands.cursor.copy(f"COPY ({query}) TO STDOUT {_CSV}") as copy:
            for chunk in copy:
                rows.write(chunk)
        hands.connection.execute(
            f"COPY {into} FROM '{path}' (FORMAT csv, HEADER false, AUTO_DETECT false, NULLSTR '\\N')"
        )


@contextmanager
def _file(folder: Path) -> Iterator[Path]:
    path = folder / "passing.csv"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
