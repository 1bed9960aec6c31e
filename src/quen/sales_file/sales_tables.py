"""Several tables in one reading: which of them hold sales of their own, each with headings of its own.

A second table holds sales where its own headings give date and amount, and either stand where those of the first
stand (an export that has learnt a column), or name a receipt and who or what was sold (another till; a list of
returns). A table whose receipts are the first one's explains them (payments, one line a receipt) and is never counted
beside it; nor is a list of customers, which has dates and sums but no receipts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from quen.sales_file.errors import UnreadableSalesFile
from quen.sales_file.fields import Field
from quen.sales_file.guess import guess, require
from quen.sales_file.headings import heading_key
from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.presets import recognise
from quen.sales_file.profile import profile
from quen.sales_file.source import joined
from quen.sales_file.staging import StagedTable
from quen.sales_file.tables import cell_name

Chosen = Mapping[Field, ColumnChoice]
_FACTS_OF_A_SALE = (Field.DATE, Field.RECEIPT, Field.AMOUNT, Field.QUANTITY, Field.UNIT_PRICE)
_WHO_OR_WHAT = {
    Field.CUSTOMER, Field.CARD, Field.PHONE, Field.EMAIL, Field.PRODUCT, Field.PRODUCT_NAME
}  # fmt: skip
_MOST_IN_COMMON = 0.5


@dataclass(frozen=True)
class Seller:
    """A table that could be read as sales by its own columns."""

    table: StagedTable
    chosen: Chosen


def tables_of_sales(
    connection: duckdb.DuckDBPyConnection, ranked: Sequence[StagedTable], options: ReadOptions
) -> list[StagedTable]:
    """The tables that hold sales of their own, the first of `ranked` first; fewer than two where there is one reading.

    Raises UnknownField.
    """
    sellers = [seller for table in ranked if (seller := _seller(connection, table, options))]
    if len(sellers) < 2:
        return []
    first = sellers[0]
    others = [seller.table for seller in sellers[1:] if _sells_beside(connection, first, seller)]
    return [first.table, *others]


def told_of(options: ReadOptions, tables: Sequence[StagedTable]) -> ReadOptions:
    """`options` with what was told of columns that these tables have."""
    known = {field: column for field, column in options.mapping.items() if _has(tables, column)}
    return replace(options, mapping=known)


def _has(tables: Sequence[StagedTable], column: str) -> bool:
    if not column:
        return True  # "holds no such fact" is true of every table
    is_place = column.isdigit() and 1 <= int(column) <= len(tables[0].columns)
    return is_place or any(table.position(column) is not None for table in tables)


def _seller(connection: duckdb.DuckDBPyConnection, table: StagedTable, options: ReadOptions) -> Seller | None:
    source = joined(connection, table, [])
    profiles = [profile(values) for values in source.sample(connection)]
    chosen = guess(told_of(options, [table]), source.columns, profiles, recognise(table.columns))
    try:
        require(chosen, source.columns)
    except UnreadableSalesFile:
        return None
    return Seller(table, chosen)


def _sells_beside(connection: duckdb.DuckDBPyConnection, first: Seller, other: Seller) -> bool:
    if _is_alike(first, other):
        return _in_common(connection, first, other) < 1
    named = {field for field, choice in other.chosen.items() if choice.by != "content"}
    has_amount = Field.AMOUNT in named or {Field.QUANTITY, Field.UNIT_PRICE} <= named
    if not ({Field.DATE, Field.RECEIPT} <= named and has_amount and named & _WHO_OR_WHAT):
        return False
    return _in_common(connection, first, other) < _MOST_IN_COMMON


def _is_alike(first: Seller, other: Seller) -> bool:
    """Whether what makes a sale is headed alike in both."""
    return all(
        _heading(first, field) == _heading(other, field)
        for field in _FACTS_OF_A_SALE
        if field in first.chosen
    )


def _heading(seller: Seller, field: Field) -> str | None:
    choice = seller.chosen.get(field)
    return heading_key(choice.column) or choice.column if choice else None


def _in_common(connection: duckdb.DuckDBPyConnection, first: Seller, other: Seller) -> float:
    """The share of the other's receipts that are receipts of the first, 0 to 1."""
    if Field.RECEIPT not in first.chosen or Field.RECEIPT not in other.chosen:
        return 0
    own, known = _cell(other, Field.RECEIPT), _cell(first, Field.RECEIPT)
    found = connection.execute(f"""
        SELECT count(*), count(*) FILTER (number IN (SELECT {known} FROM {first.table.name}))
        FROM (SELECT DISTINCT {own} AS number FROM {other.table.name} WHERE {own} IS NOT NULL)""").fetchone()  # noqa: S608
    return found[1] / found[0] if found and found[0] else 0


def _cell(seller: Seller, field: Field) -> str:
    return cell_name(seller.chosen[field].position - 1)
