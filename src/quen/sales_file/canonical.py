"""The canonical table ``sales_rows``, and what lies beside it."""

import duckdb

from quen.kernel.money import minor_digits
from quen.sales_file.fields import Field
from quen.sales_file.identities import owner_joins_sql, person_sql, write_persons
from quen.sales_file.kinds import kind_sql, series_sql, write_kinds
from quen.sales_file.reading import Reading


def write_sales_rows(connection: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Fill ``sales_rows`` from ``parsed``: the used rows within the asked-for days, each with person and kind."""
    write_persons(connection)
    write_kinds(connection)
    _write_repeats(connection)
    has_time = "true" if _has_time(connection) else "false"
    currency = reading.currency.code
    connection.execute(f"""
        CREATE OR REPLACE TABLE sales_rows AS
        WITH persons AS (
            SELECT r.*, {person_sql()} AS person, coalesce(occurrences.occurrence, 1) AS occurrence,
                   type_words.word, odd_series.series, coalesce(sold_receipts.is_sold, false) AS is_sold_receipt
            FROM parsed AS r {owner_joins_sql()}
            LEFT JOIN occurrences ON occurrences.place = r.place
            LEFT JOIN type_words ON type_words.written = r.type_text
            LEFT JOIN odd_series ON odd_series.letters = {series_sql('r.receipt')}
            LEFT JOIN sold_receipts
                ON sold_receipts.receipt = r.receipt AND sold_receipts.store = coalesce(r.store, '')
            WHERE r.reason IS NULL AND NOT coalesce(occurrences.is_repeat, false) AND {within_sql(reading)}),
        kinds AS (SELECT *, {kind_sql(has_quantity=Field.QUANTITY in reading.cells)} AS kind FROM persons)
        SELECT file_no, row_no, kind, person, code, phone, email, card, name, moment AS "at", {has_time} AS has_time, receipt,
               {_purchase_key()} AS purchase_key, store, channel, staff, product, product_name, category, quantity,
               CAST(unit_price AS DECIMAL(18,4)) AS unit_price, {_minor('discount', currency)} AS discount_minor,
               CASE WHEN kind = 'return' THEN -abs({_minor('amount', currency)}) ELSE {_minor('amount', currency)} END
                   AS amount_minor,
               '{currency}' AS currency, serial, CAST(occurrence AS INTEGER) AS occurrence, fingerprint
        FROM kinds""")  # noqa: S608


def within_sql(reading: Reading) -> str:
    """SQL that is true for rows within the asked-for days."""
    days = ["true"]
    if reading.options.date_from:
        days.append(f"CAST(moment AS DATE) >= DATE '{reading.options.date_from.isoformat()}'")
    if reading.options.date_to:
        days.append(f"CAST(moment AS DATE) <= DATE '{reading.options.date_to.isoformat()}'")
    return " AND ".join(days)


def _write_repeats(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``occurrences`` for the few rows that are not alone in their content.

    Rows are counted within their file: a repeated line is a line. The same line of the same receipt in two files
    is one line in two exports: `is_repeat` from the second on.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE occurrences AS
        WITH repeated AS (SELECT fingerprint FROM parsed WHERE reason IS NULL GROUP BY 1 HAVING count(*) > 1),
        counted AS (
            SELECT place, file_no, fingerprint, receipt,
                   row_number() OVER (PARTITION BY fingerprint, file_no ORDER BY place) AS occurrence
            FROM parsed SEMI JOIN repeated USING (fingerprint) WHERE reason IS NULL)
        SELECT place, occurrence,
               receipt IS NOT NULL AND row_number() OVER (PARTITION BY fingerprint, occurrence ORDER BY place) > 1
                   AS is_repeat,
               row_number() OVER (PARTITION BY fingerprint, occurrence ORDER BY place) AS copy
        FROM counted""")


def _has_time(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "SELECT count(*) FROM parsed WHERE reason IS NULL AND moment <> date_trunc('day', moment)"
    ).fetchone()
    return bool(found and found[0])


def _purchase_key() -> str:
    """Store and receipt; where there is no receipt the row is the purchase, named by its content."""
    own = "'row:' || CAST(fingerprint AS VARCHAR) || ':' || CAST(occurrence AS VARCHAR)"
    return f"CASE WHEN receipt IS NULL THEN {own} ELSE coalesce(store, '') || '|' || receipt END"


def _minor(amount: str, currency: str) -> str:
    """SQL for an amount in minor units, half to even as kernel.money rounds."""
    scaled = f"({amount} * {10 ** minor_digits(currency)})"
    away = f"CAST({scaled} AS BIGINT)"
    is_half_and_odd = f"abs({scaled} - trunc({scaled})) = 0.5 AND {away} % 2 <> 0"
    return f"CASE WHEN {is_half_and_odd} THEN {away} - CAST(sign({scaled}) AS BIGINT) ELSE {away} END"
