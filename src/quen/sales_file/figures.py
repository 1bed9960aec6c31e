"""A column of figures in any table: numbers as people write them, or answers of yes and no."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quen.sales_file.numbers import number_sql, says_its_style, style_of
from quen.sales_file.placeholders import NO, NOTHING, YES
from quen.sales_file.shapes import MOST_SHAPES, Shape, shapes_of

_DOUBLE = r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?"
_DIGITS_AFTER_MARK = 6


@dataclass(frozen=True)
class Figures:
    """How a column is read. `number` is its SQL: a double, NULL for an empty cell and for one that cannot be read.

    `is_stray` is SQL that is true for a cell that holds something, but no figure. `are_thousands_assumed`: marks as in
    1.250 are read as standing between thousands, and nothing in the file proves that.
    """

    number: str
    is_stray: str
    are_thousands_assumed: bool = False


def figures_of(
    connection: duckdb.DuckDBPyConnection, table: str, cell: str, neighbours: Sequence[str] = ()
) -> Figures:
    """Settle how the column `cell` of `table` is read, by a scan of all of it.

    Where it does not say which mark stands before its decimals, its `neighbours`, other columns of figures, may.
    """
    shapes = shapes_of(connection, table, cell)
    style = style_of(shapes)
    if style.is_plain and len(shapes) < MOST_SHAPES and (says_its_style(shapes) or not _has_marks(shapes)):
        return Figures(f"TRY_CAST({cell} AS DOUBLE)", is_stray="false")
    key = f"lower(trim(nfc_normalize({cell})))"
    is_nothing = f"coalesce({key}, '') IN ('', {_listed(NOTHING)})"
    answer = f"CASE WHEN {key} IN ({_listed(YES)}) THEN 1.0 WHEN {key} IN ({_listed(NO)}) THEN 0.0 END"
    written = f"CASE WHEN NOT ({is_nothing}) AND ({answer}) IS NULL THEN trim({cell}) END"
    likely, are_assumed = _likely(connection, table, written, neighbours)
    number = _number(connection, table, written, likely)
    answers, others = _counts(connection, table, answer, number)
    if answers and not others:
        number = f"coalesce({answer}, {number})"
    # Where other numbers than 0 and 1 stand beside them, yes and no are no figures.
    number = f"CAST({number} AS DOUBLE)"
    return Figures(number, f"NOT ({is_nothing}) AND ({number}) IS NULL", are_assumed)


def _likely(
    connection: duckdb.DuckDBPyConnection, table: str, written: str, neighbours: Sequence[str]
) -> tuple[str | None, bool]:
    """The decimal mark the neighbours agree on, where the column is in doubt, and whether the doubt is left."""
    shapes = shapes_of(connection, table, written)
    if says_its_style(shapes) or not _has_marks(shapes):
        return None, False
    proven = {says_its_style(shapes_of(connection, table, cell)) for cell in neighbours} - {None}
    return (proven.pop(), False) if len(proven) == 1 else (None, True)


def _number(connection: duckdb.DuckDBPyConnection, table: str, written: str, likely: str | None) -> str:
    style = style_of(shapes_of(connection, table, written), likely)
    usual = f"CAST({number_sql(written, style, scale=_DIGITS_AFTER_MARK)} AS DOUBLE)"
    if style.decimal_mark != ".":
        return usual
    # Every digit of a double, where no marks between thousands are in the way.
    exact = f"CASE WHEN regexp_full_match({written}, '{_DOUBLE}') THEN TRY_CAST({written} AS DOUBLE) END"
    return exact if style.is_plain else f"coalesce({exact}, {usual})"


def _has_marks(shapes: Sequence[Shape]) -> bool:
    return any(mark in shape.text for shape in shapes for mark in ".,")


def _counts(connection: duckdb.DuckDBPyConnection, table: str, answer: str, number: str) -> tuple[int, int]:
    """How many cells say yes or no, and how many are numbers other than 0 and 1."""
    found = connection.execute(
        f"SELECT count({answer}), count(*) FILTER ({number} NOT IN (0, 1)) FROM {table}"  # noqa: S608
    ).fetchone()
    assert found is not None
    return int(found[0]), int(found[1])


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
