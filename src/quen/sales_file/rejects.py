"""Why a row cannot be understood, and the rows as a file for download."""

import json
from dataclasses import dataclass

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.reading import Reading
from quen.sales_file.source import Source
from quen.sales_file.sums import sum_sql

NO_DATE = gettext_noop("The date is missing.")
BAD_DATE = gettext_noop("“%(value)s” is no date.")
NO_AMOUNT = gettext_noop("The amount is missing.")
BAD_AMOUNT = gettext_noop("“%(value)s” is no amount.")
BAD_QUANTITY = gettext_noop("“%(value)s” is no quantity.")
BAD_PRICE = gettext_noop("“%(value)s” is no unit price.")
BAD_DISCOUNT = gettext_noop("“%(value)s” is no discount.")
A_TOTAL = gettext_noop("The row adds up others: “%(value)s”.")
A_HEAD = gettext_noop("The row stands for its whole receipt, whose lines are read.")
TOO_MANY_CELLS = gettext_noop("The row has more cells than there are headings: %(value)s.")

# The place in this list is what `parsed.reason` holds, from 1: the sentence, when it holds, the field it speaks of.
_REASONS: tuple[tuple[str, str, Field | None], ...] = (
    (TOO_MANY_CELLS, "has_extra", None),
    (A_TOTAL, "is_sum", None),
    (A_HEAD, "is_head", None),
    (NO_DATE, "moment IS NULL AND NOT has_date", None),
    (BAD_DATE, "moment IS NULL", Field.DATE),
    (BAD_QUANTITY, "quantity IS NULL AND has_quantity", Field.QUANTITY),
    (BAD_PRICE, "unit_price IS NULL AND has_unit_price", Field.UNIT_PRICE),
    (BAD_DISCOUNT, "discount IS NULL AND has_discount", Field.DISCOUNT),
    (BAD_AMOUNT, "written_amount IS NULL AND has_amount", Field.AMOUNT),
    (NO_AMOUNT, "amount IS NULL", None),
)


def reason_sql(reading: Reading) -> str:
    """SQL for the number of the first reason that holds for a typed row; NULL where it can be used."""
    cases = [f"WHEN {when} THEN {number}" for number, (_, when, _) in enumerate(_REASONS, start=1)]
    if Field.AMOUNT not in reading.cells:
        number = [template for template, _, _ in _REASONS].index(NO_AMOUNT) + 1
        cases.append(f"WHEN quantity IS NULL THEN {number}")
    return f"CAST(CASE {' '.join(cases)} END AS UTINYINT)"


def value_sql(reading: Reading) -> str:
    """SQL for the value the reason of a parsed row speaks of, its source row beside it."""
    whole_rows = {TOO_MANY_CELLS: "extra", A_TOTAL: sum_sql(reading.cells)}
    values = {
        number: whole_rows.get(template) or (reading.cells.get(field) if field else None)
        for number, (template, _, field) in enumerate(_REASONS, start=1)
    }
    cases = " ".join(f"WHEN {number} THEN {value}" for number, value in values.items() if value)
    return f"left(CASE reason {cases} END, 200)"


def template_of(reason: int) -> str:
    """The English template of the reason with this number."""
    return _REASONS[reason - 1][0]


def begin_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    """An empty ``rejected_rows``: reason, its facts as JSON, and the row as a line of CSV."""
    connection.execute("""
        CREATE OR REPLACE TABLE rejected_rows
        (file_no INTEGER, row_no BIGINT, reason_template VARCHAR, facts JSON, raw VARCHAR)""")


def add_rejects(connection: duckdb.DuckDBPyConnection, source: Source, reading: Reading) -> None:
    """Fill ``rejected_rows`` from the rows of `source` in ``parsed``."""
    source.show(connection)
    cells = ", ".join(
        _quoted(f"source.{column.cell}") for column in source.columns if column.table == source.main.name
    )
    templates = [template for template, _, _ in _REASONS]
    connection.execute(
        f"""
        INSERT INTO rejected_rows
        SELECT file_no, row_no, list_extract(?, CAST(reason AS BIGINT)),
               CASE WHEN value IS NULL THEN '{{}}' ELSE json_object('value', value) END, raw
        FROM (SELECT parsed.file_no, parsed.row_no, reason, {value_sql(reading)} AS value,
                     concat_ws(',', {cells}) AS raw
              FROM parsed JOIN source USING (place) WHERE reason IS NOT NULL)
        ORDER BY file_no, row_no""",  # noqa: S608
        [templates],
    )


@dataclass(frozen=True)
class Rejected:
    """One reason with how many rows it holds for, and the first of them."""

    reason: Sentence
    rows: int
    file: str
    row_no: int


def commonest(connection: duckdb.DuckDBPyConnection, most: int = 3) -> list[Rejected]:
    """The commonest reasons of ``rejected_rows``, each as it is said of its first row."""
    found = connection.execute(f"""
        SELECT reason_template, arg_min(facts, (file_no, row_no)), count(*), arg_min(name, (file_no, row_no)),
               arg_min(row_no, (file_no, row_no))
        FROM rejected_rows JOIN sales_files USING (file_no)
        GROUP BY reason_template ORDER BY 3 DESC, 1 LIMIT {most}""").fetchall()  # noqa: S608
    return [
        Rejected(Sentence(template, json.loads(facts)), rows, name, row_no)
        for template, facts, rows, name, row_no in found
    ]


def _quoted(cell: str) -> str:
    """A cell of CSV after RFC 4180."""
    needs_quotes = rf"regexp_matches({cell}, '[\",\r\n]')"
    quoted = f"'\"' || replace({cell}, '\"', '\"\"') || '\"'"
    return f"CASE WHEN {cell} IS NULL THEN '' WHEN {needs_quotes} THEN {quoted} ELSE {cell} END"
