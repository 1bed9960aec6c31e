"""Why a row cannot be understood, and the rows as a file for download."""

import duckdb

from quen.kernel.sentences import gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.reading import Reading
from quen.sales_file.source import Source

NO_DATE = gettext_noop("The date is missing.")
BAD_DATE = gettext_noop("“%(value)s” is no date.")
NO_AMOUNT = gettext_noop("The amount is missing.")
BAD_AMOUNT = gettext_noop("“%(value)s” is no amount.")
BAD_QUANTITY = gettext_noop("“%(value)s” is no quantity.")
BAD_PRICE = gettext_noop("“%(value)s” is no unit price.")
BAD_DISCOUNT = gettext_noop("“%(value)s” is no discount.")
TOO_MANY_CELLS = gettext_noop("The row has more cells than there are headings: %(value)s.")

# The place in this list is what `parsed.reason` holds, from 1.
_REASONS: tuple[tuple[str, str, str], ...] = (
    (TOO_MANY_CELLS, "extra IS NOT NULL", "extra"),
    (NO_DATE, "moment IS NULL AND date_text IS NULL", "NULL"),
    (BAD_DATE, "moment IS NULL", "date_text"),
    (BAD_QUANTITY, "quantity IS NULL AND quantity_text IS NOT NULL", "quantity_text"),
    (BAD_PRICE, "unit_price IS NULL AND unit_price_text IS NOT NULL", "unit_price_text"),
    (BAD_DISCOUNT, "discount IS NULL AND discount_text IS NOT NULL", "discount_text"),
    (BAD_AMOUNT, "written_amount IS NULL AND amount_text IS NOT NULL", "amount_text"),
    (NO_AMOUNT, "amount IS NULL", "NULL"),
)


def reason_sql(reading: Reading) -> str:
    """SQL for the number of the first reason that holds for a typed row; NULL where it can be used."""
    needs_quantity = Field.AMOUNT not in reading.cells
    cases = [f"WHEN {when} THEN {number}" for number, (_, when, _) in enumerate(_REASONS, start=1)]
    if needs_quantity:
        number = [template for template, _, _ in _REASONS].index(NO_AMOUNT) + 1
        cases.append(f"WHEN quantity IS NULL THEN {number}")
    return f"CAST(CASE {' '.join(cases)} END AS UTINYINT)"


def value_sql() -> str:
    """SQL for the value a parsed row's reason speaks of, `extra` of its source row beside it."""
    values = " ".join(f"WHEN {number} THEN {value}" for number, (_, _, value) in enumerate(_REASONS, start=1))
    return f"left(CASE reason {values} END, 200)"


def template_of(reason: int) -> str:
    """The English template of the reason with this number."""
    return _REASONS[reason - 1][0]


def write_rejects(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Fill ``rejected_rows`` from ``parsed``: reason, its facts as JSON, and the row as a line of CSV."""
    connection.execute("""
        CREATE OR REPLACE TABLE rejected_rows
        (file_no INTEGER, row_no BIGINT, reason_template VARCHAR, facts JSON, raw VARCHAR)""")
    cells = ", ".join(
        _quoted(f"source.{column.cell}") for column in source.columns if column.table == source.main.name
    )
    templates = [template for template, _, _ in _REASONS]
    connection.execute(
        f"""
        INSERT INTO rejected_rows
        SELECT file_no, row_no, list_extract(?, CAST(reason AS BIGINT)),
               CASE WHEN value IS NULL THEN '{{}}' ELSE json_object('value', value) END, raw
        FROM (SELECT parsed.*, source.extra, concat_ws(',', {cells}) AS raw
              FROM parsed JOIN source USING (place) WHERE parsed.reason IS NOT NULL)
        CROSS JOIN LATERAL (SELECT {value_sql()} AS value)
        ORDER BY file_no, row_no""",  # noqa: S608
        [templates],
    )


def _quoted(cell: str) -> str:
    """A cell of CSV after RFC 4180."""
    needs_quotes = rf"regexp_matches({cell}, '[\",\r\n]')"
    quoted = f"'\"' || replace({cell}, '\"', '\"\"') || '\"'"
    return f"CASE WHEN {cell} IS NULL THEN '' WHEN {needs_quotes} THEN {quoted} ELSE {cell} END"
