"""Rows that stand for a whole receipt above its lines, as exports with masters and details print them."""

from collections.abc import Mapping

import duckdb

from quen.sales_file.fields import Field
from quen.sales_file.numbers import NumberStyle, number_sql

_NEARLY_ALL = 0.9
_CLOSE = 0.001


def has_heads(
    connection: duckdb.DuckDBPyConnection, cells: Mapping[Field, str], styles: Mapping[Field, NumberStyle]
) -> bool:
    """Whether rows without goods are worth what the lines of their receipt are worth together, or less by a discount.

    Asked of ``source``, by all receipts that have both.
    """
    if not {Field.RECEIPT, Field.AMOUNT} <= set(cells) or not _goods(cells):
        return False
    line, number = _is_line(cells), number_sql(cells[Field.AMOUNT], styles[Field.AMOUNT])
    if _first(connection, f"SELECT count(*) FILTER (NOT {line}) FROM source") == 0:  # noqa: S608
        return False
    both = f"""
        SELECT sum(amount) FILTER (NOT is_line) AS head, sum(amount) FILTER (is_line) AS lines, count(*) AS rows
        FROM (SELECT file_no, {cells[Field.RECEIPT]} AS receipt, {line} AS is_line, {number} AS amount FROM source)
        WHERE receipt IS NOT NULL GROUP BY file_no, receipt
        HAVING count(*) FILTER (NOT is_line) = 1 AND count(*) FILTER (is_line) > 0"""  # noqa: S608
    # One receipt of two equal rows proves nothing.
    judged = f"""
        SELECT (count(*) > 1 OR max(rows) > 2)
               AND count(*) FILTER (abs(head - lines) <= {_CLOSE} * lines) * 2 >= count(*)
               AND count(*) FILTER (head <= lines * {1 + _CLOSE} AND head * 2 >= lines) >= {_NEARLY_ALL} * count(*)
        FROM ({both}) WHERE head > 0 AND lines > 0"""  # noqa: S608
    return bool(_first(connection, judged))


def is_head_sql(cells: Mapping[Field, str]) -> str:
    """SQL that is true for a row of ``source`` without goods on a receipt that has lines."""
    line = _is_line(cells)
    return (
        f"NOT {line} AND {cells[Field.RECEIPT]} IS NOT NULL "
        f"AND bool_or({line}) OVER (PARTITION BY file_no, {cells[Field.RECEIPT]})"
    )


def _goods(cells: Mapping[Field, str]) -> list[str]:
    return [cells[field] for field in (Field.PRODUCT, Field.PRODUCT_NAME) if field in cells]


def _is_line(cells: Mapping[Field, str]) -> str:
    return f"(coalesce({', '.join(_goods(cells))}) IS NOT NULL)"


def _first(connection: duckdb.DuckDBPyConnection, query: str) -> object:
    found = connection.execute(query).fetchone()
    return found[0] if found else None
