"""Several tables in one reading: which of them hold sales of their own, each with headings of its own.

A second table holds sales where its own headings give date and amount, and either stand where those of the first
stand (an export that has learnt a column), or name a receipt and who or what was sold (another till; a list of
returns), or, beside sales without receipts, a person. A table that tells the same sales again (payments, one line a
receipt, sums of days) explains them and is never counted beside them; nor is a list of customers, which has dates and
sums, but one row for each and no receipts.
"""

from collections.abc import Sequence

import duckdb

from quen.sales_file.candidates import Candidate
from quen.sales_file.fields import PERSONS, Field
from quen.sales_file.headings import heading_key
from quen.sales_file.keys import GOODS
from quen.sales_file.options import ReadOptions
from quen.sales_file.told_again import share_told_again

_FACTS_OF_A_SALE = (Field.DATE, Field.RECEIPT, Field.AMOUNT, Field.QUANTITY, Field.UNIT_PRICE)
_MOST_IN_COMMON = 0.5


def tables_of_sales(
    connection: duckdb.DuckDBPyConnection, ranked: Sequence[Candidate], options: ReadOptions
) -> list[Candidate]:
    """The tables that hold sales of their own, the largest first; fewer than two where there is one reading."""
    sellers: list[Candidate] = []
    for each in ranked:
        if each.has_sales and (not sellers or _sells_beside(connection, sellers, each, options)):
            sellers.append(each)
    return sorted(sellers, key=lambda each: each.table.rows, reverse=True)


def _sells_beside(
    connection: duckdb.DuckDBPyConnection,
    sellers: Sequence[Candidate],
    other: Candidate,
    options: ReadOptions,
) -> bool:
    first = sellers[0]
    if _explains(connection, first, other):
        return False
    alike = [seller for seller in sellers if _is_alike(seller, other)]
    if not alike and not _is_headed(first, other):
        return False
    return all(
        share_told_again(connection, seller, other, options) < (1 if seller in alike else _MOST_IN_COMMON)
        for seller in sellers
    )


def _explains(connection: duckdb.DuckDBPyConnection, first: Candidate, other: Candidate) -> bool:
    """Whether the other is a list of who bought, or what was sold, in the first.

    Sales without receipts of customers who each came once look like a list; a list names its customers, and most of
    those of the first.
    """
    if not other.is_list:
        return False
    if first.has(Field.RECEIPT, *GOODS):
        return True
    shared = [field for field in PERSONS if first.has(field) and other.has(field)]
    tells_more = sum(other.has(field) for field in (*PERSONS, Field.NAME)) > 1
    return tells_more and (not shared or _knows_most(connection, first, other, shared[0]))


def _knows_most(
    connection: duckdb.DuckDBPyConnection, first: Candidate, other: Candidate, field: Field
) -> bool:
    cell = first.cell(field)
    found = connection.execute(f"""
        SELECT count(*), count(*) FILTER ({cell} IN (SELECT {other.cell(field)} FROM {other.table.name}))
        FROM {first.table.name} WHERE {cell} IS NOT NULL""").fetchone()  # noqa: S608
    return bool(found and found[1] >= found[0] * _MOST_IN_COMMON)


def _is_headed(first: Candidate, other: Candidate) -> bool:
    """Whether the other's headings tell sales as finely as the first does."""
    named = {field for field, choice in other.chosen.items() if choice.by != "content"}
    has_worth = Field.AMOUNT in named or {Field.QUANTITY, Field.UNIT_PRICE} <= named
    if Field.DATE not in named or not has_worth:
        return False
    if Field.RECEIPT in named:
        return bool(named & {*PERSONS, *GOODS})
    is_as_fine = not first.has(Field.RECEIPT) and (not first.has(*GOODS) or other.has(*GOODS))
    return is_as_fine and bool(named & set(PERSONS))


def _is_alike(first: Candidate, other: Candidate) -> bool:
    """Whether what makes a sale is headed alike in both."""
    return all(
        _heading(first, field) == _heading(other, field)
        for field in _FACTS_OF_A_SALE
        if field in first.chosen
    )


def _heading(candidate: Candidate, field: Field) -> str | None:
    choice = candidate.chosen.get(field)
    return heading_key(choice.column) or choice.column if choice else None
