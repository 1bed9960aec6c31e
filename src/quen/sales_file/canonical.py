"""The canonical table ``sales_rows``, and what lies beside it."""

import duckdb

from quen.kernel.money import minor_digits
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.identities import notes_on_phones, owner_joins_sql, person_sql, write_persons
from quen.sales_file.kinds import kind_sql, series_sql, write_kinds
from quen.sales_file.reading import Reading

_RESTART_SHARE = 0.01
STARTS_AGAIN = gettext_noop(
    "Receipt numbers start again: the same number stands on different days for different sales. "
    "A receipt is told by its number and its day."
)


def write_sales_rows(connection: duckdb.DuckDBPyConnection, reading: Reading) -> list[Sentence]:
    """Fill ``sales_rows`` from ``parsed``: the used rows within the asked-for days, each with person and kind.

    Returns what there is to say about it.
    """
    write_persons(connection)
    write_kinds(connection)
    _write_repeats(connection)
    has_time = "true" if _has_time(connection) else "false"
    currency = reading.currency.code
    kind = kind_sql(has_quantity=Field.QUANTITY in reading.cells, all_returns=reading.all_returns)
    starts_again = _starts_again(connection)
    connection.execute(f"""
        CREATE OR REPLACE TABLE sales_rows AS
        WITH persons AS (
            SELECT r.*, {person_sql()} AS person, coalesce(occurrences.occurrence, 1) AS occurrence, occurrences.copy,
                   type_words.word, odd_series.series, coalesce(sold_receipts.is_sold, false) AS is_sold_receipt
            FROM parsed AS r {owner_joins_sql()}
            LEFT JOIN occurrences ON occurrences.place = r.place
            LEFT JOIN type_words ON type_words.written = r.type_text
            LEFT JOIN odd_series ON odd_series.letters = {series_sql("r.receipt")}
            LEFT JOIN sold_receipts
                ON sold_receipts.receipt = r.receipt AND sold_receipts.store = coalesce(r.store, '')
            WHERE r.reason IS NULL AND NOT coalesce(occurrences.is_repeat, false) AND {within_sql(reading)}),
        kinds AS (SELECT *, {kind} AS kind FROM persons)
        SELECT file_no, row_no, kind, person, code, phone, email, card, name, moment AS "at", {has_time} AS has_time, receipt,
               {_purchase_key(starts_again)} AS purchase_key, store, channel, staff, product, product_name, category, quantity,
               CAST(unit_price AS DECIMAL(18,4)) AS unit_price, {_minor("discount", currency)} AS discount_minor,
               CASE WHEN kind = 'return' THEN -abs({_minor("amount", currency)}) ELSE {_minor("amount", currency)} END
                   AS amount_minor,
               '{currency}' AS currency, serial, CAST(occurrence AS INTEGER) AS occurrence, fingerprint,
               original_receipt
        FROM kinds""")  # noqa: S608
    return [*notes_on_phones(connection), *([Sentence(STARTS_AGAIN)] if starts_again else [])]


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
        SELECT place, occurrence, copy, receipt IS NOT NULL AND copy > 1 AS is_repeat
        FROM (SELECT *, row_number() OVER (PARTITION BY fingerprint, occurrence ORDER BY place) AS copy FROM counted)""")


def _has_time(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "SELECT count(*) FROM parsed WHERE reason IS NULL AND moment <> date_trunc('day', moment)"
    ).fetchone()
    return bool(found and found[0])


def _starts_again(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether receipt numbers start again every day: more than one in a hundred stands on days apart for others."""
    found = connection.execute("""
        SELECT count(*), count(*) FILTER (last_day - first_day > 1 AND first_who IS DISTINCT FROM last_who
                                          OR last_day - first_day > 1 AND first_who IS NULL)
        FROM (SELECT min(CAST(moment AS DATE)) AS first_day, max(CAST(moment AS DATE)) AS last_day,
                     min(coalesce(code, card, phone, email)) AS first_who,
                     max(coalesce(code, card, phone, email)) AS last_who
              FROM parsed WHERE reason IS NULL AND receipt IS NOT NULL AND amount > 0 AND coalesce(quantity, 1) > 0
              GROUP BY store, receipt)""").fetchone()
    return bool(found and found[0] and found[1] > found[0] * _RESTART_SHARE)


def _purchase_key(starts_again: bool) -> str:
    """Store and receipt, with the day where numbers start again; without receipt the row is the purchase."""
    own = """'row:' || CAST(fingerprint AS VARCHAR) || ':' || CAST(occurrence AS VARCHAR)
             || CASE WHEN copy > 1 THEN ':' || CAST(copy AS VARCHAR) ELSE '' END"""
    day = " || '|' || CAST(CAST(moment AS DATE) AS VARCHAR)" if starts_again else ""
    return f"CASE WHEN receipt IS NULL THEN {own} ELSE coalesce(store, '') || '|' || receipt{day} END"


def _minor(amount: str, currency: str) -> str:
    """SQL for an amount in minor units, half to even as kernel.money rounds."""
    scaled = f"({amount} * {10 ** minor_digits(currency)})"
    away = f"CAST({scaled} AS BIGINT)"
    is_half_and_odd = f"abs({scaled} - trunc({scaled})) = 0.5 AND {away} % 2 <> 0"
    return f"CASE WHEN {is_half_and_odd} THEN {away} - CAST(sign({scaled}) AS BIGINT) ELSE {away} END"
