"""From the reader's rows to the tables the database takes over: people, products, purchases, lines, returns.

Everything here runs inside the reader's DuckDB, where grouping ten million rows is cheap. Each table numbers its rows
(`…_no`), and the later ones refer to those numbers, so that PostgreSQL has no text to join on.
"""

from pathlib import Path

import duckdb

from quen.sales_file.numbering import Numbering

_SQL = (Path(__file__).with_name("sql") / "shape.duckdb.sql").read_text()


def shape(connection: duckdb.DuckDBPyConnection, numbering: Numbering) -> None:
    """Make the tables named in `staging.TABLES` from `sales_rows`."""
    stores = connection.execute("SELECT DISTINCT store FROM sales_rows").fetchall()
    restarts = {(store or "")[:200]: numbering.of(store).value for (store,) in stores}
    connection.execute(
        "CREATE OR REPLACE TABLE store_numbering AS"
        " SELECT unnest(?::VARCHAR[]) AS name, unnest(?::VARCHAR[]) AS restart",
        [list(restarts), list(restarts.values())],
    )
    connection.execute(_SQL)
