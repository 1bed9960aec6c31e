"""The canonical table ``sales_rows``, and what lies beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.identities import (
    notes_on_phones,
    owned_kinds,
    owner_joins_sql,
    person_sql,
    write_persons,
)
from quen.sales_file.kinds import kind_sql, series_sql, write_kinds
from quen.sales_file.reading import Reading
from quen.sales_file.store_names import write_one_spelling

_RESTART_SHARE = 0.01
# Per small table: how it is joined, what it gives, and what stands there where it is empty.
_SIDE_TABLES = (
    ("occurrences", "occurrences.place = r.place",
     "coalesce(occurrences.occurrence, 1) AS occurrence",
     "1 AS occurrence"),
    ("type_words", "type_words.written = r.type_text", "type_words.word", "CAST(NULL AS VARCHAR) AS word"),
    ("odd_series", f"odd_series.letters = {series_sql('r.receipt')}", "odd_series.series",
     "CAST(NULL AS VARCHAR) AS series"),
    ("sold_receipts", "sold_receipts.receipt = r.receipt AND sold_receipts.store = coalesce(r.store, '')",
     "coalesce(sold_receipts.is_sold, false) AS is_sold_receipt", "false AS is_sold_receipt"),
)  # fmt: skip
STARTS_AGAIN = gettext_noop(
    "Receipt numbers start again: the same number stands on different days for different sales. "
    "A receipt is told by its number and its day."
)


def write_sales_rows(connection: duckdb.DuckDBPyConnection, reading: Reading) -> list[Sentence]:
    """Fill ``sales_rows`` from ``parsed``: the used rows within the asked-for days, each with person and kind.

    Returns what there is to say about it.
    """
    write_one_spelling(connection)
    write_persons(connection)
    write_kinds(connection)
    _write_repeats(connection)
    has_time = "true" if _has_time(connection) else "false"
    currency = reading.currency.code
    owned = owned_kinds(connection)
    beside = _beside(connection, owned)
    kind = kind_sql(has_quantity=Field.QUANTITY in reading.cells, all_returns=reading.all_returns)
    starts_again = _starts_again(connection)
    connection.execute(f"""
        CREATE OR REPLACE TABLE sales_rows AS
        WITH persons AS (
            SELECT r.*, {person_sql(owned)} AS person, {beside.columns} FROM parsed AS r {beside.joins}
            WHERE r.reason IS NULL AND {beside.used} AND {within_sql(reading)}),
        kinds AS (SELECT *, {kind} AS kind FROM persons)
        SELECT file_no, row_no, kind, person, code, phone, email, card, name, moment AS "at",
               {has_time} AS has_time, receipt, {_purchase_key(starts_again)} AS purchase_key, store, channel, staff,
               product, product_name, category, quantity,
               CAST(unit_price AS DECIMAL(18,4)) AS unit_price, discount_minor,
               CASE WHEN kind = 'return' THEN -abs(amount_minor) ELSE amount_minor END AS amount_minor,
               '{currency}' AS currency, serial, CAST(occurrence AS INTEGER) AS occurrence, fingerprint,
               original_receipt
        FROM kinds""")  # noqa: S608
    return [*notes_on_phones(connection), *([Sentence(STARTS_AGAIN)] if starts_again else [])]


@dataclass(frozen=True)
class _Beside:
    """What is joined to ``parsed``: only the small tables that hold anything, which is seldom more than one."""

    joins: str
    columns: str
    used: str


def _beside(connection: duckdb.DuckDBPyConnection, owned: Sequence[str]) -> _Beside:
    joins, columns, used = [owner_joins_sql(owned)], [], "true"
    for table, on, found, otherwise in _SIDE_TABLES:
        is_filled = connection.execute(f"SELECT EXISTS (FROM {table})").fetchone() == (True,)
        if is_filled:
            joins.append(f"LEFT JOIN {table} ON {on}")
        columns.append(found if is_filled else otherwise)
        if is_filled and table == "occurrences":
            used = "NOT coalesce(occurrences.is_repeat, false)"
    return _Beside(" ".join(joins), ", ".join(columns), used)


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

    Rows are counted within their file: a repeated line is a line. The same row of the same store in two files is one
    row in two exports: `is_repeat` from the second on, with a receipt number or without.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE occurrences AS
        WITH repeated AS (SELECT fingerprint FROM parsed WHERE reason IS NULL GROUP BY 1 HAVING count(*) > 1),
        counted AS (
            SELECT place, file_no, fingerprint, store,
                   row_number() OVER (PARTITION BY fingerprint, file_no ORDER BY place) AS occurrence
            FROM parsed SEMI JOIN repeated USING (fingerprint) WHERE reason IS NULL)
        SELECT place, occurrence,
               row_number() OVER (PARTITION BY store, fingerprint, occurrence ORDER BY place) > 1 AS is_repeat
        FROM counted""")


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
              FROM parsed
              WHERE reason IS NULL AND receipt IS NOT NULL AND amount_minor > 0 AND coalesce(quantity, 1) > 0
              GROUP BY store, receipt)""").fetchone()
    return bool(found and found[0] and found[1] > found[0] * _RESTART_SHARE)


def _purchase_key(starts_again: bool) -> str:
    """Store and receipt, with the day where numbers start again; without receipt the row is the purchase."""
    own = "'row:' || CAST(fingerprint AS VARCHAR) || ':' || CAST(occurrence AS VARCHAR)"
    day = " || '|' || CAST(CAST(moment AS DATE) AS VARCHAR)" if starts_again else ""
    return f"CASE WHEN receipt IS NULL THEN {own} ELSE coalesce(store, '') || '|' || receipt{day} END"
