"""A column of figures in any table: numbers as people write them, or answers of yes and no."""

from dataclasses import dataclass

import duckdb

from quen.sales_file.numbers import number_sql, style_of
from quen.sales_file.shapes import shapes_of

_YES = ("yes", "y", "true", "t", "có", "co", "đúng", "dung")
_NO = ("no", "n", "false", "f", "không", "khong", "sai")
_NOTHING = ("-", "--", "–", "na", "n/a", "n.a.", "#n/a", "nan", "nat", "null", "none", "nil")
_DOUBLE = r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?"
_DIGITS_AFTER_MARK = 6


@dataclass(frozen=True)
class Figures:
    """How a column is read. `number` is its SQL: a double, NULL for an empty cell and for one that cannot be read.

    `is_stray` is SQL that is true for a cell that holds something, but no figure.
    """

    number: str
    is_stray: str


def figures_of(connection: duckdb.DuckDBPyConnection, table: str, cell: str) -> Figures:
    """Settle how the column `cell` of `table` is read, by a scan of all of it."""
    key = f"lower(trim(nfc_normalize({cell})))"
    is_nothing = f"coalesce({key}, '') IN ('', {_listed(_NOTHING)})"
    answer = f"CASE WHEN {key} IN ({_listed(_YES)}) THEN 1.0 WHEN {key} IN ({_listed(_NO)}) THEN 0.0 END"
    written = f"CASE WHEN NOT ({is_nothing}) AND ({answer}) IS NULL THEN trim({cell}) END"
    number = _number(connection, table, written)
    answers, others = _counts(connection, table, answer, number)
    if answers and not others:
        number = f"coalesce({answer}, {number})"
    # Where other numbers than 0 and 1 stand beside them, yes and no are no figures.
    number = f"CAST({number} AS DOUBLE)"
    return Figures(number, is_stray=f"NOT ({is_nothing}) AND ({number}) IS NULL")


def _number(connection: duckdb.DuckDBPyConnection, table: str, written: str) -> str:
    style = style_of(shapes_of(connection, table, written))
    usual = f"CAST({number_sql(written, style, scale=_DIGITS_AFTER_MARK)} AS DOUBLE)"
    if style.decimal_mark != ".":
        return usual
    # Every digit of a double, where no marks between thousands are in the way.
    exact = f"CASE WHEN regexp_full_match({written}, '{_DOUBLE}') THEN TRY_CAST({written} AS DOUBLE) END"
    return exact if style.is_plain else f"coalesce({exact}, {usual})"


def _counts(connection: duckdb.DuckDBPyConnection, table: str, answer: str, number: str) -> tuple[int, int]:
    """How many cells say yes or no, and how many are numbers other than 0 and 1."""
    found = connection.execute(
        f"SELECT count({answer}), count(*) FILTER ({number} NOT IN (0, 1)) FROM {table}"  # noqa: S608
    ).fetchone()
    assert found is not None
    return int(found[0]), int(found[1])


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
