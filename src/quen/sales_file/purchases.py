"""``purchases``, ``returns`` and ``lines``: the input of every measure."""

import duckdb


def write_purchases(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``purchases`` and ``returns`` from ``sales_rows``, and define ``lines``."""
    connection.execute("""
        CREATE OR REPLACE TABLE purchases AS
        SELECT first(person ORDER BY file_no, row_no) FILTER (person IS NOT NULL) AS customer,
               min("at") AS "at", CAST(min("at") AS DATE) AS day, CAST(sum(amount_minor) AS BIGINT) AS amount_minor,
               any_value(store) AS store, any_value(channel) AS channel,
               arg_max(category, amount_minor) AS category,
               coalesce(arg_min(coalesce(product_name, product), (file_no, row_no))) AS product,
               any_value(receipt) AS receipt, purchase_key, CAST(count(*) AS INTEGER) AS lines
        FROM sales_rows WHERE kind = 'sale' GROUP BY purchase_key""")
    _write_returns(connection)
    connection.execute("""
        CREATE OR REPLACE VIEW lines AS
        SELECT sales_rows.purchase_key, purchases.customer, purchases.day, sales_rows.product, sales_rows.product_name,
               sales_rows.category, sales_rows.quantity, sales_rows.amount_minor
        FROM sales_rows JOIN purchases USING (purchase_key) WHERE sales_rows.kind = 'sale'""")


def _write_returns(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        CREATE OR REPLACE TABLE returns AS
        WITH taken_back AS (
            SELECT first(person ORDER BY file_no, row_no) FILTER (person IS NOT NULL) AS customer,
                   min("at") AS "at", CAST(min("at") AS DATE) AS day, CAST(-sum(amount_minor) AS BIGINT) AS amount_minor,
                   any_value(store) AS store, any_value(receipt) AS receipt, purchase_key
            FROM sales_rows WHERE kind = 'return' GROUP BY purchase_key)
        SELECT taken_back.*, purchases.purchase_key AS of_purchase
        FROM taken_back LEFT JOIN purchases ON purchases.purchase_key = taken_back.purchase_key""")
