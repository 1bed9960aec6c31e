"""Bring a table in step with rows worked out anew: all of it in one transaction, only what differs is written."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from io import BytesIO

import pyarrow as pa
import pyarrow.csv
from django.db import connection, transaction
from psycopg import sql

_ROWS_AT_ONCE = 50_000
# Two runs at once would each remove what the other has written; they take turns.
_FORECASTS = 7087
_FRESH = sql.Identifier("fresh_rows")
_KEEP = (files("quen.insight.forecasts") / "keep.sql").read_text()


@transaction.atomic
def replace_rows(table: str, rows: pa.Table, *, key: Sequence[str]) -> None:
    """`rows` hold every column of the table, `customer_id` among them, and are all it holds afterwards.

    Customers who were merged into another meanwhile, or are gone, are left out.
    """
    columns = sql.SQL(", ").join(map(sql.Identifier, rows.column_names))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FORECASTS])
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {} (LIKE {}) ON COMMIT DROP").format(_FRESH, sql.Identifier(table))
        )
        copying = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(_FRESH, columns)
        with cursor.cursor.copy(copying) as copy:
            for block in _csv(rows):
                copy.write(block)
        cursor.execute(sql.SQL("ANALYZE {}").format(_FRESH))
        cursor.execute(_statement(table, columns, rows.column_names, key))
        cursor.execute(sql.SQL("DROP TABLE {}").format(_FRESH))


def _statement(table: str, columns: sql.Composed, names: Sequence[str], key: Sequence[str]) -> sql.Composed:
    values = [name for name in names if name not in key]
    return sql.SQL(_KEEP).format(
        table=sql.Identifier(table),
        fresh=_FRESH,
        columns=columns,
        same=_each("kept.{0} = told.{0}", key, " AND "),
        key=_each("{0}", key),
        set=_each("{0} = excluded.{0}", values),
        before=_each("kept.{0}", values),
        after=_each("excluded.{0}", values),
    )


def _each(pattern: str, names: Sequence[str], between: str = ", ") -> sql.Composed:
    return sql.SQL(between).join(sql.SQL(pattern).format(sql.Identifier(name)) for name in names)


def _csv(rows: pa.Table) -> Iterator[bytes]:
    how = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    for block in rows.to_batches(max_chunksize=_ROWS_AT_ONCE):
        written = BytesIO()
        pyarrow.csv.write_csv(block, written, how)
        yield written.getvalue()
