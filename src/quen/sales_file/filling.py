"""Exports that write a receipt's facts on its first line only: the lines below are given them too."""

from collections.abc import Mapping

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.presets import Preset
from quen.sales_file.source import Source
from quen.sales_file.sums import is_sum_sql

_OF_THE_RECEIPT = (
    Field.RECEIPT, Field.DATE, Field.TIME, Field.CUSTOMER, Field.PHONE, Field.EMAIL, Field.NAME, Field.CARD,
    Field.STORE, Field.CHANNEL, Field.TYPE, Field.CURRENCY, Field.STAFF,
)  # fmt: skip
_OF_THE_LINE = (Field.PRODUCT, Field.PRODUCT_NAME)


def fill_down(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    chosen: Mapping[Field, ColumnChoice],
    preset: Preset | None,
) -> list[Sentence]:
    """Replace ``source`` by one whose lines carry their receipt's facts, where lines without a date follow one.

    A line follows when it names a product, has no date or the same receipt number as the line above, and no other
    receipt number. A total at the foot of the table names no product and is left alone.
    """
    cells = {(column.table, column.position): column.cell for column in source.columns}
    found = {field: cells[choice.source, choice.position] for field, choice in chosen.items()}
    lines = [found[field] for field in _OF_THE_LINE if field in found]
    if (
        not lines
        or Field.RECEIPT not in found
        or not (_has_bare_lines(connection, found, lines) or _told(preset))
    ):
        return []
    filled = _write_filled(connection, source, found, lines)
    template = gettext_noop(
        "The receipt's date and customer stand on its first line only; %(rows)s lines took them over."
    )
    return [Sentence(template, {"rows": filled})] if filled else []


def _told(preset: Preset | None) -> bool:
    return preset is not None and preset.is_filled_down


def _has_bare_lines(
    connection: duckdb.DuckDBPyConnection, found: Mapping[Field, str], lines: list[str]
) -> bool:
    bare = connection.execute(f"""
        SELECT count(*) FROM source WHERE {found[Field.DATE]} IS NULL AND {_is_line(lines)}""").fetchone()  # noqa: S608
    return bool(bare and bare[0])


def _is_line(lines: list[str]) -> str:
    named = f"coalesce({', '.join(lines)})"
    return f"({named} IS NOT NULL AND NOT {is_sum_sql(named)})"


def _write_filled(
    connection: duckdb.DuckDBPyConnection, source: Source, found: Mapping[Field, str], lines: list[str]
) -> int:
    filled = f"filled_of_{source.main.name}"
    day, receipt = found[Field.DATE], found[Field.RECEIPT]
    shared = {found[field] for field in _OF_THE_RECEIPT if field in found}
    taken = [
        f"CASE WHEN follows THEN coalesce({column.cell}, first_value({column.cell}) OVER receipt_lines) "
        f"ELSE {column.cell} END AS {column.cell}"
        if column.cell in shared
        else column.cell
        for column in source.columns
    ]
    connection.execute(f"""
        CREATE OR REPLACE TABLE {filled} AS
        WITH above AS (
            SELECT *, lag({receipt}) OVER (PARTITION BY file_no ORDER BY place) AS receipt_above FROM source),
        begun AS (
            SELECT *, ({receipt} IS NULL OR {receipt} = receipt_above) AND {_is_line(lines)}
                      AND ({day} IS NULL OR {receipt} = receipt_above) AS follows
            FROM above),
        numbered AS (
            SELECT *, count(*) FILTER (NOT coalesce(follows, false)) OVER (PARTITION BY file_no ORDER BY place)
                   AS receipt_no
            FROM begun)
        SELECT place, file_no, row_no, extra, coalesce(follows, false) AND {day} IS NULL AS was_bare, {", ".join(taken)}
        FROM numbered WINDOW receipt_lines AS (PARTITION BY file_no, receipt_no ORDER BY place)
        ORDER BY place""")  # noqa: S608
    connection.execute(
        f"CREATE OR REPLACE VIEW {source.relation} AS SELECT * EXCLUDE (was_bare) FROM {filled}"  # noqa: S608
    )
    source.show(connection)
    count = connection.execute(f"SELECT count(*) FROM {filled} WHERE was_bare").fetchone()  # noqa: S608
    return count[0] if count else 0
