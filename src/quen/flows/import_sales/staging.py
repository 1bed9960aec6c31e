"""Carry DuckDB tables over to temporary tables of the importing transaction, by COPY."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.db.backends.utils import CursorWrapper

_CHUNK = 1 << 20


@dataclass(frozen=True)
class StagedTable:
    """A temporary table, its columns with their PostgreSQL types, and the DuckDB query that fills it."""

    name: str
    columns: str
    query: str


TABLES = (
    StagedTable("staged_store", "store_no int, name text", "SELECT store_no, name FROM staged_store"),
    StagedTable(
        "staged_product",
        "product_no int, code text, name text, named_at timestamp, category text, grouped_at timestamp",
        "SELECT product_no, left(code, 200), left(name, 300), named_at, left(category, 200), grouped_at"
        " FROM staged_product",
    ),
    StagedTable(
        "staged_person",
        "person_no int, name text, named_at timestamp",
        "SELECT person_no, left(name, 200), named_at FROM staged_person",
    ),
    StagedTable(
        "staged_identity",
        "person_no int, kind text, value text",
        "SELECT person_no, kind, left(value, 200) FROM staged_identity",
    ),
    StagedTable(
        "staged_purchase",
        "purchase_no int, store_no int, receipt text, person_no int, at timestamp, amount_minor bigint,"
        " discount_minor bigint, channel text, staff text",
        "SELECT purchase_no, store_no, left(receipt, 200), person_no, at, amount_minor, discount_minor,"
        " left(channel, 60), left(staff, 120)"
        " FROM staged_purchase r JOIN staged_store s ON s.name = r.store LEFT JOIN staged_person USING (person)"
        " ORDER BY purchase_no",
    ),
    StagedTable(
        "staged_line",
        "purchase_no int, fingerprint bigint, occurrence int, product_no int, quantity numeric(18,3),"
        " unit_price numeric(18,4), discount_minor bigint, amount_minor bigint, serial text",
        "SELECT purchase_no, fingerprint, occurrence, product_no, quantity, unit_price,"
        " coalesce(r.discount_minor, 0), r.amount_minor, left(coalesce(serial, ''), 120)"
        " FROM sales_rows r JOIN staged_purchase USING (purchase_key)"
        " LEFT JOIN staged_product p ON p.code = coalesce(r.product, lower(strip_accents(r.product_name)))"
        " WHERE r.kind = 'sale' ORDER BY purchase_no",
    ),
    StagedTable(
        "staged_return",
        "return_no int, store_no int, receipt text, person_no int, at timestamp, amount_minor bigint",
        "SELECT return_no, store_no, left(receipt, 200), person_no, at, amount_minor"
        " FROM staged_return r JOIN staged_store s ON s.name = r.store LEFT JOIN staged_person USING (person)",
    ),
    StagedTable(
        "staged_return_line",
        "return_no int, fingerprint bigint, occurrence int, product_no int, quantity numeric(18,3),"
        " amount_minor bigint, serial text",
        "SELECT return_no, fingerprint, occurrence, product_no, abs(quantity), -r.amount_minor,"
        " left(coalesce(serial, ''), 120)"
        " FROM sales_rows r JOIN staged_return USING (purchase_key)"
        " LEFT JOIN staged_product p ON p.code = coalesce(r.product, lower(strip_accents(r.product_name)))"
        " WHERE r.kind = 'return' ORDER BY return_no",
    ),
    StagedTable(
        "staged_adjustment",
        "store_no int, receipt text, at timestamp, fingerprint bigint, occurrence int, product_no int,"
        " quantity numeric(18,3), amount_minor bigint",
        "SELECT store_no, left(coalesce(receipt, ''), 200), at, fingerprint, occurrence, product_no,"
        " coalesce(quantity, 0), amount_minor"
        " FROM sales_rows r JOIN staged_store s ON s.name = coalesce(r.store, '')"
        " LEFT JOIN staged_product p ON p.code = coalesce(r.product, lower(strip_accents(r.product_name)))"
        " WHERE r.kind = 'adjustment'",
    ),
)


def stage(table: StagedTable, *, connection: duckdb.DuckDBPyConnection, cursor: CursorWrapper) -> None:
    """Make the temporary table and fill it. Memory stays flat: the rows pass through a file in chunks."""
    cursor.execute(f"CREATE TEMP TABLE {table.name} ({table.columns}) ON COMMIT DROP")
    with tempfile.NamedTemporaryFile(prefix="quen-stage-", suffix=".csv") as file:
        target = file.name.replace("'", "''")
        connection.execute(f"COPY ({table.query}) TO '{target}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
        _copy_in(Path(file.name), table.name, cursor)
    cursor.execute(f"ANALYZE {table.name}")


def _copy_in(path: Path, table: str, cursor: CursorWrapper) -> None:
    with path.open("rb") as rows, cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
        while chunk := rows.read(_CHUNK):
            copy.write(chunk)
