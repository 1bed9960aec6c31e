"""Two columns that could be the customer: the one that comes back is the person, the other is the order's own."""

import duckdb

from quen.sales_file.fields import Field
from quen.sales_file.headings import known_as, words_of
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.source import Source, SourceColumn

_NEARLY_ALL = 0.99


def prefer_persons(
    connection: duckdb.DuckDBPyConnection, source: Source, chosen: dict[Field, ColumnChoice]
) -> dict[Field, ColumnChoice]:
    """`chosen` with another customer column where the guessed one is new with every receipt and the other is not."""
    customer, receipt = chosen.get(Field.CUSTOMER), chosen.get(Field.RECEIPT)
    if customer is None or receipt is None or customer.by != "header":
        return chosen
    cells = {(column.table, column.position): column.cell for column in source.columns}
    receipt_cell = cells[receipt.source, receipt.position]
    if not _is_new_every_time(connection, cells[customer.source, customer.position], receipt_cell):
        return chosen
    for other in _others(source, chosen):
        if not _is_new_every_time(connection, other.cell, receipt_cell):
            found = ColumnChoice(Field.CUSTOMER, other.heading, other.position, other.table, "content")
            return {**chosen, Field.CUSTOMER: found}
    return chosen


def _others(source: Source, chosen: dict[Field, ColumnChoice]) -> list[SourceColumn]:
    """The columns still free that are headed like a customer, the likeliest word first."""
    taken = {(choice.source, choice.position) for choice in chosen.values()}
    words = words_of(Field.CUSTOMER)
    free = [
        column
        for column in source.columns
        if Field.CUSTOMER in column.may_be and (column.table, column.position) not in taken
    ]
    headed = [(words[key], column) for column in free if (key := known_as(column.heading, words))]
    return [column for _, column in sorted(headed, key=lambda each: each[0])]


def _is_new_every_time(connection: duckdb.DuckDBPyConnection, customer: str, receipt: str) -> bool:
    """Whether there are as many customers as receipts."""
    found = connection.execute(f"""
        SELECT count(DISTINCT {customer}), count(DISTINCT {receipt})
        FROM source WHERE {customer} IS NOT NULL AND {receipt} IS NOT NULL""").fetchone()  # noqa: S608
    customers, receipts = found or (0, 0)
    return bool(receipts > 1 and customers >= receipts * _NEARLY_ALL)
