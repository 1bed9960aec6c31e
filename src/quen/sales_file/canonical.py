"""The canonical table ``sales_rows``, and what lies beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quen.kernel.receipt_periods import Restart
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.identities import (
    notes_on_phones,
    owned_kinds,
    owner_joins_sql,
    person_sql,
    write_persons,
)
from quen.sales_file.kinds import kind_sql, kinds_sql, series_sql, write_kinds
from quen.sales_file.numbering import Numbering
from quen.sales_file.options import ReadOptions
from quen.sales_file.reading import Reading

# Per small table: how it is joined, what it gives, and what stands there where it is empty.
_SIDE_TABLES = (
    ("occurrences", "occurrences.place = r.place",
     "coalesce(occurrences.occurrence, 1) AS occurrence, coalesce(occurrences.is_sold_too, false) AS is_sold_too",
     "1 AS occurrence, false AS is_sold_too"),
    ("type_words", "type_words.written = r.type_text", "type_words.word", "CAST(NULL AS VARCHAR) AS word"),
    ("odd_series", f"odd_series.letters = {series_sql('r.receipt')}", "odd_series.series",
     "CAST(NULL AS VARCHAR) AS series"),
    ("sold_receipts", "sold_receipts.receipt = r.receipt AND sold_receipts.store = coalesce(r.store, '')"
     " AND sold_receipts.period = {period}",
     "coalesce(sold_receipts.is_sold, false) AS is_sold_receipt", "false AS is_sold_receipt"),
)  # fmt: skip
STARTS_AGAIN = {
    Restart.DAY: gettext_noop(
        "Receipt numbers start again: the same number stands on different days for different sales. "
        "A receipt is told by its number and its day."
    ),
    Restart.MONTH: gettext_noop(
        "Receipt numbers start again every month. A receipt is told by its number and its month."
    ),
    Restart.YEAR: gettext_noop(
        "Receipt numbers start again every year. A receipt is told by its number and its year."
    ),
}


def write_sales_rows(
    connection: duckdb.DuckDBPyConnection, readings: Sequence[Reading], numbering: Numbering
) -> list[Sentence]:
    """Fill ``sales_rows`` from ``parsed``: the used rows within the asked-for days, each with person and kind.

    `readings`: that of each table of sales; currency and days are the same in all. Returns what there is to say.
    """
    reading = readings[0]
    write_persons(connection)
    write_kinds(connection, numbering.period_sql())
    _write_repeats(connection)
    has_time = "true" if _has_time(connection) else "false"
    currency = reading.currency.code
    owned = owned_kinds(connection)
    beside = _beside(connection, owned, numbering.period_sql("r."))
    kind = kinds_sql(
        [
            kind_sql(has_quantity=Field.QUANTITY in each.cells, all_returns=each.all_returns)
            for each in readings
        ]
    )
    connection.execute(f"""
        CREATE OR REPLACE TABLE sales_rows AS
        WITH persons AS (
            SELECT r.*, {person_sql(owned)} AS person, {numbering.period_sql("r.")} AS receipt_period, {beside.columns}
            FROM parsed AS r {beside.joins}
            WHERE r.reason IS NULL AND {beside.used} AND {within_sql(reading.options)}),
        kinds AS (SELECT *, {kind} AS kind FROM persons)
        SELECT file_no, row_no, kind, person, code, phone, email, card, name, moment AS "at",
               {has_time} AS has_time, receipt, receipt_period, {_purchase_key(numbering)} AS purchase_key,
               store, store_mark, channel, staff,
               product, product_name, category, quantity,
               CAST(unit_price AS DECIMAL(18,4)) AS unit_price, discount_minor,
               CASE WHEN kind = 'return' THEN -abs(amount_minor) ELSE amount_minor END AS amount_minor,
               '{currency}' AS currency, serial, CAST(occurrence AS INTEGER) AS occurrence, fingerprint,
               original_receipt
        FROM kinds""")  # noqa: S608
    notes = notes_on_phones(connection)
    if numbering.guess and numbering.usual is numbering.guess.restart:
        notes = [*notes, Sentence(STARTS_AGAIN[numbering.usual])]
    return list(notes)


@dataclass(frozen=True)
class _Beside:
    """What is joined to ``parsed``: only the small tables that hold anything, which is seldom more than one."""

    joins: str
    columns: str
    used: str


def _beside(connection: duckdb.DuckDBPyConnection, owned: Sequence[str], period: str) -> _Beside:
    joins, columns, used = [owner_joins_sql(owned)], [], "true"
    for table, on, found, otherwise in _SIDE_TABLES:
        is_filled = connection.execute(f"SELECT EXISTS (FROM {table})").fetchone() == (True,)
        if is_filled:
            joins.append(f"LEFT JOIN {table} ON {on.replace('{period}', period)}")
        columns.append(found if is_filled else otherwise)
        if is_filled and table == "occurrences":
            used = "NOT coalesce(occurrences.is_repeat, false)"
    return _Beside(" ".join(joins), ", ".join(columns), used)


def within_sql(options: ReadOptions) -> str:
    """SQL that is true for rows within the asked-for days."""
    days = ["true"]
    if options.date_from:
        days.append(f"CAST(moment AS DATE) >= DATE '{options.date_from.isoformat()}'")
    if options.date_to:
        days.append(f"CAST(moment AS DATE) <= DATE '{options.date_to.isoformat()}'")
    return " AND ".join(days)


def _write_repeats(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``occurrences`` for the few rows that are not alone in their content.

    Rows are counted within their file: a repeated line is a line. The same row of the same store in two files is one
    row in two exports: `is_repeat` from the second on, with a receipt number or without. What one of them sells and
    another one, made before or after it, calls cancelled or brought back is both (`is_sold_too`), whichever is read
    first: what was sold has been taken back since.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE occurrences AS
        WITH repeated AS (SELECT fingerprint FROM parsed WHERE reason IS NULL GROUP BY 1 HAVING count(*) > 1),
        counted AS (
            SELECT place, file_no, fingerprint, store, coalesce(word, '') AS word,
                   row_number() OVER (PARTITION BY fingerprint, file_no ORDER BY place) AS occurrence
            FROM parsed SEMI JOIN repeated USING (fingerprint)
            LEFT JOIN type_words ON type_words.written = type_text
            WHERE reason IS NULL)
        SELECT place, occurrence,
               row_number() OVER (same_word ORDER BY word DESC, place) > 1 AS is_repeat,
               count(*) FILTER (word = '') OVER (PARTITION BY store, fingerprint, occurrence) > 0 AS is_sold_too
        FROM counted
        WINDOW same_word AS (PARTITION BY store, fingerprint, occurrence, word = '')""")


def _has_time(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "SELECT count(*) FROM parsed WHERE reason IS NULL AND moment <> date_trunc('day', moment)"
    ).fetchone()
    return bool(found and found[0])


def _purchase_key(numbering: Numbering) -> str:
    """Store, receipt, and the period it is numbered in; without receipt the row is the purchase."""
    own = "'row:' || CAST(fingerprint AS VARCHAR) || ':' || CAST(occurrence AS VARCHAR)"
    period = "" if numbering.finest is Restart.NEVER else " || '|' || receipt_period"
    return f"CASE WHEN receipt IS NULL THEN {own} ELSE coalesce(store, '') || '|' || receipt{period} END"
