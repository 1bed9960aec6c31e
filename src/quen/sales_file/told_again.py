"""Whether one table tells the sales of another once more: payments, an overview beside its lines, sums of days."""

import duckdb

from quen.sales_file.candidates import Candidate
from quen.sales_file.dates import date_sql, reading_of
from quen.sales_file.day_order import settle, written_days
from quen.sales_file.fields import PERSONS, Field
from quen.sales_file.options import ReadOptions
from quen.sales_file.placeholders import nobody_sql
from quen.sales_file.shapes import shapes_of

_ALIKE_DIGITS = 9  # of a phone number, with or without the country's


def share_told_again(
    connection: duckdb.DuckDBPyConnection, known: Candidate, other: Candidate, options: ReadOptions
) -> float:
    """The share of the other's sales that are sales of `known`, 0 to 1.

    Tills that both count 1, 2, 3 have every number in common and no receipt: one receipt is a number of one person,
    or of one day where either does not say whose it is. Without receipts it is a person's day.
    """
    person = next((field for field in PERSONS if field in known.chosen and field in other.chosen), None)
    has_receipts = Field.RECEIPT in known.chosen and Field.RECEIPT in other.chosen
    first, second = (
        _sales(connection, each, options, person, has_receipts=has_receipts) for each in (known, other)
    )
    if has_receipts:
        return _share(connection, first, second, _IS_RECEIPT_KNOWN)
    if person:
        return _share(connection, first, second, "(day, person) IN (SELECT day, person FROM known)")
    if _is_by_day(connection, second):
        return _share(connection, first, second, "day IN (SELECT day FROM known)")
    return 0


_IS_RECEIPT_KNOWN = """
    (number, person) IN (SELECT number, person FROM known WHERE person IS NOT NULL)
    OR (number, day) IN (SELECT number, day FROM known WHERE person IS NULL)
    OR (person IS NULL AND (number, day) IN (SELECT number, day FROM known))"""


def _sales(
    connection: duckdb.DuckDBPyConnection,
    candidate: Candidate,
    options: ReadOptions,
    person: Field | None,
    *,
    has_receipts: bool,
) -> str:
    """SQL for the sales of a table: number, day, person, and how many rows tell each."""
    number = _code(candidate.cell(Field.RECEIPT)) if has_receipts else "''"
    whose = _person(candidate, person) if person else "NULL"
    day = _day(connection, candidate, options)
    grouped = "number, day" if has_receipts or not person else "number, day, person"
    return f"""
        SELECT number, day, max(person) AS person, count(*) AS rows
        FROM (SELECT {number} AS number, {day} AS day, CAST({whose} AS VARCHAR) AS person
              FROM {candidate.table.name})
        WHERE number IS NOT NULL AND day IS NOT NULL GROUP BY {grouped}"""  # noqa: S608


def _share(connection: duckdb.DuckDBPyConnection, known: str, other: str, is_known: str) -> float:
    found = connection.execute(f"""
        WITH known AS ({known}), other AS ({other})
        SELECT count(*), count(*) FILTER ({is_known}) FROM other""").fetchone()  # noqa: S608
    return found[1] / found[0] if found and found[0] else 0


def _is_by_day(connection: duckdb.DuckDBPyConnection, sales: str) -> bool:
    """Whether there is one row for each day."""
    found = connection.execute(f"SELECT max(rows) FROM ({sales})").fetchone()  # noqa: S608
    return bool(found and found[0] == 1)


def _person(candidate: Candidate, field: Field) -> str:
    cell = candidate.cell(field)
    if field is Field.PHONE:
        return rf"right(regexp_replace({cell}, '\D', '', 'g'), {_ALIKE_DIGITS})"
    return f"CASE WHEN NOT {nobody_sql(cell)} THEN lower({_code(cell)}) END"


def _code(cell: str) -> str:
    """Without the ``.0`` a spreadsheet adds to a number."""
    return rf"regexp_replace({cell}, '\.0+$', '')"


def _day(connection: duckdb.DuckDBPyConnection, candidate: Candidate, options: ReadOptions) -> str:
    table, cell = candidate.table.name, candidate.cell(Field.DATE)
    reading = reading_of(shapes_of(connection, table, cell))
    if reading.is_order_open:
        # Of dates that do not tell their order, both tables must be read the same way to be compared.
        days = written_days(connection, table, cell)
        reading, _ = settle(reading, days, told=options.day_first, vietnamese=True)
    return f"CAST({date_sql(cell, reading, options.timezone)} AS DATE)"
