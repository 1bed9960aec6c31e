"""From the reader's rows to the tables the database takes over: people, products, purchases, lines, returns.

Everything here runs inside the reader's DuckDB, where grouping ten million rows is cheap. Each table numbers its rows
(`…_no`), and the later ones refer to those numbers, so that PostgreSQL has no text to join on.
"""

from pathlib import Path

import duckdb

_SQL = (Path(__file__).with_name("sql") / "shape.duckdb.sql").read_text()


def shape(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables named in `staging.TABLES` from `sales_rows`."""
    connection.execute(_SQL)
