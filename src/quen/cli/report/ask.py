"""Runs measures on the reader's DuckDB connection.

Expressions are compiled to SQL and executed here: Ibis' own connection would load pandas, which costs a second that
the person in front of the terminal would wait for.
"""

from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir


def rows(connection: duckdb.DuckDBPyConnection, table: ir.Table) -> list[dict[str, Any]]:
    """The rows of `table`, by column name."""
    answer = connection.execute(_sql(table))
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def row(connection: duckdb.DuckDBPyConnection, table: ir.Table) -> dict[str, Any]:
    """The only row of `table`."""
    (only,) = rows(connection, table)
    return only


def keep(connection: duckdb.DuckDBPyConnection, name: str, table: ir.Table) -> ir.Table:
    """Compute `table` once, as the temporary table `name`, for the measures that read it again."""
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {_sql(table)}')
    return ibis.table(table.schema(), name=name)


def _sql(table: ir.Table) -> str:
    return str(ibis.to_sql(table, dialect="duckdb"))
