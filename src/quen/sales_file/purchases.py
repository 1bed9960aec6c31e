"""``purchases``, ``returns`` and ``lines``: the input of every measure."""

import duckdb

_ORDER = "file_no * 1099511627776 + row_no"
"""The order of the files, as one number: aggregates over it need no sorting."""


def write_purchases(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``purchases`` and ``returns`` from ``sales_rows``, and define ``lines``."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE purchases AS
        SELECT arg_min(person, {_ORDER}) AS customer,
               min("at") AS "at", CAST(min("at") AS DATE) AS day, CAST(sum(amount_minor) AS BIGINT) AS amount_minor,
               any_value(store) AS store, any_value(channel) AS channel,
               arg_max(category, amount_minor) AS category,
               arg_min(coalesce(product_name, product), {_ORDER}) AS product,
               any_value(receipt) AS receipt, purchase_key, CAST(count(*) AS INTEGER) AS lines
        FROM sales_rows WHERE kind = 'sale' GROUP BY purchase_key""")  # noqa: S608
    _write_returns(connection)
    connection.execute("""
        CREATE OR REPLACE VIEW lines AS
        SELECT sales_rows.purchase_key, purchases.customer, purchases.day, sales_rows.product, sales_rows.product_name,
               sales_rows.category, sales_rows.quantity, sales_rows.amount_minor
        FROM sales_rows JOIN purchases USING (purchase_key) WHERE sales_rows.kind = 'sale'""")


def _write_returns(connection: duckdb.DuckDBPyConnection) -> None:
    """Returns with the purchase they take back, found in this order: the receipt the file names, the same receipt
    (an exchange), the customer's latest purchase of the same product, first one of at least that quantity.
    """
    connection.execute(f"""
        CREATE OR REPLACE TABLE returns AS
        WITH taken_back AS (
            SELECT arg_min(person, {_ORDER}) AS customer,
                   min("at") AS "at", CAST(min("at") AS DATE) AS day,
                   CAST(-sum(amount_minor) AS BIGINT) AS amount_minor,
                   any_value(store) AS store, any_value(receipt) AS receipt, purchase_key,
                   any_value(original_receipt) AS original_receipt
            FROM sales_rows WHERE kind = 'return' GROUP BY purchase_key),
        by_product AS (
            SELECT taken.purchase_key, arg_max(sold.purchase_key, (
                       abs(taken.amount_minor), sold.quantity >= abs(taken.quantity), sold."at", sold.purchase_key))
                   AS of_purchase
            FROM sales_rows AS taken JOIN sales_rows AS sold
                ON sold.person = taken.person
                AND coalesce(sold.product, sold.product_name) = coalesce(taken.product, taken.product_name)
            WHERE taken.kind = 'return' AND sold.kind = 'sale' AND sold."at" <= taken."at"
            GROUP BY taken.purchase_key),
        by_receipt AS (
            SELECT taken_back.purchase_key, arg_max(sold.purchase_key, (
                       sold.store IS NOT DISTINCT FROM taken_back.store, sold."at" <= taken_back."at",
                       sold.customer IS NOT DISTINCT FROM taken_back.customer, sold."at", sold.purchase_key))
                   AS of_purchase
            FROM taken_back JOIN purchases AS sold ON sold.receipt = taken_back.original_receipt
            GROUP BY taken_back.purchase_key)
        SELECT taken_back.* EXCLUDE (original_receipt),
               coalesce(by_receipt.of_purchase, purchases.purchase_key, by_product.of_purchase) AS of_purchase
        FROM taken_back
        LEFT JOIN by_receipt USING (purchase_key) LEFT JOIN by_product USING (purchase_key)
        LEFT JOIN purchases ON purchases.purchase_key = taken_back.purchase_key""")  # noqa: S608
