"""The shapes a column's values have: every digit a 0, so that a whole column falls into a few kinds."""

from dataclasses import dataclass

import duckdb

MOST_SHAPES = 5_000


@dataclass(frozen=True)
class Shape:
    """One shape with how many rows have it and one value of it. `has_leading_zero`: ``0.5`` or ``0,125``."""

    text: str
    rows: int
    example: str
    has_leading_zero: bool = False


def shapes_of(
    connection: duckdb.DuckDBPyConnection, source: str, value: str, *, file_no: int | None = None
) -> list[Shape]:
    """The shapes of the SQL expression `value` over all rows of the SQL relation `source`, or those of one file.

    The most frequent shape comes first.
    """
    of_file = "" if file_no is None else f"AND file_no = {file_no}"
    found = connection.execute(f"""
        SELECT translate({value}, '123456789', '000000000') AS shape,
               (contains({value}, '0.') OR contains({value}, '0,')) AND regexp_matches({value}, '^[^0-9]*0[.,]')
                   AS has_leading_zero,
               count(*) AS rows, min({value}) AS example
        FROM {source} WHERE {value} IS NOT NULL {of_file}
        GROUP BY ALL ORDER BY rows DESC, shape LIMIT {MOST_SHAPES}""").fetchall()  # noqa: S608
    return [Shape(text, rows, example, bool(zero)) for text, zero, rows, example in found]
