"""The first rows, raw and as they will be read, for the eye of the person who confirms the plan."""

import duckdb

from quen.kernel.money import to_major
from quen.kernel.sentences import Sentence
from quen.sales_file import limits
from quen.sales_file.plan import PreviewRow
from quen.sales_file.reading import Reading
from quen.sales_file.rejects import template_of, value_sql
from quen.sales_file.rows import parse
from quen.sales_file.source import Source

_PARSED = ("receipt", "moment", "code", "card", "phone", "email", "name", "store", "channel", "staff", "product",
           "product_name", "category", "quantity", "unit_price", "discount_minor", "amount_minor",
           "serial")  # fmt: skip


def preview(
    connection: duckdb.DuckDBPyConnection, source: Source, reading: Reading
) -> tuple[PreviewRow, ...]:
    """The first rows of ``source`` by the same parsing that reads them all."""
    source.show(connection)
    connection.execute(
        f"CREATE OR REPLACE TABLE first_rows AS SELECT * FROM source ORDER BY place LIMIT {limits.PREVIEW_ROWS}"  # noqa: S608
    )
    parse(connection, reading, source="first_rows", into="first_parsed")
    cells = ", ".join(f"first_rows.{column.cell}" for column in source.columns)
    rows = connection.execute(f"""
        SELECT first_parsed.row_no, reason, {value_sql(reading)}, {", ".join(_PARSED)}, {cells}
        FROM first_parsed JOIN first_rows USING (place) ORDER BY place""").fetchall()  # noqa: S608
    connection.execute("DROP TABLE first_parsed")
    connection.execute("DROP TABLE first_rows")
    return tuple(_row(source, row, reading.currency.code) for row in rows)


def _row(source: Source, row: tuple[object, ...], currency: str) -> PreviewRow:
    row_no, reason, value, facts = row[0], row[1], row[2], row[3:]
    parsed = {name: fact for name, fact in zip(_PARSED, facts, strict=False) if fact is not None}
    if "moment" in parsed:
        parsed["at"] = parsed.pop("moment")
    for name in ("discount", "amount"):
        if isinstance(minor := parsed.pop(f"{name}_minor", None), int):
            parsed[name] = to_major(minor, currency)
    headings = [column.heading for column in source.columns]
    raw = {
        heading: None if cell is None else str(cell)
        for heading, cell in zip(headings, facts[len(_PARSED) :], strict=True)
    }
    assert isinstance(row_no, int)
    said = (
        Sentence(template_of(int(str(reason))), {"value": value} if value else {})
        if reason is not None
        else None
    )
    return PreviewRow(row_no=row_no, raw=raw, parsed=parsed, reason=said)
