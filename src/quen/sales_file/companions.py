"""Several files with different columns: which one holds the sales, and which explain it.

A companion is a table that shares a column with what is there so far, whose values are unique in the companion and
known to most of the rows: orders to their items, customers to their orders, products to their lines. What it hangs
on says what it may tell.
"""

from collections.abc import Sequence

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.headings import heading_key
from quen.sales_file.keys import Chosen, facts_of_the_whole, facts_told_by
from quen.sales_file.source import Join, Source, SourceColumn, joined
from quen.sales_file.staging import StagedTable
from quen.sales_file.tables import cell_name

_KNOWN_SHARE = 0.5


def join_all(
    connection: duckdb.DuckDBPyConnection, main: StagedTable, own: Chosen, others: Sequence[StagedTable]
) -> tuple[Source, list[Join]]:
    """``source`` over `main` with every companion that can be found among `others`, directly or through another.

    `own`: what the columns of `main` are read as.
    """
    joins: list[Join] = []
    source = joined(connection, main)
    is_growing = True
    while is_growing:
        is_growing = False
        for other in others:
            if any(join.table.name == other.name for join in joins):
                continue
            if link := _link(connection, source, own, other):
                joins.append(link)
                source = joined(connection, main, joins)
                is_growing = True
    return source, joins


def only_needed(
    connection: duckdb.DuckDBPyConnection,
    main: StagedTable,
    own: Chosen,
    joins: Sequence[Join],
    used: set[str],
) -> tuple[Source, list[Join]]:
    """``source`` with only the companions that give a column, or carry one that does."""
    needed = set(used)
    for join in reversed(joins):
        if join.table.name in needed:
            needed.add(join.hangs_on)
    source = joined(connection, main)
    kept: list[Join] = []
    for join in joins:
        if join.table.name in needed and (link := _link(connection, source, own, join.table)):
            kept.append(link)
            source = joined(connection, main, kept)
    return source, kept


def notes_on(joins: Sequence[Join], others: Sequence[StagedTable]) -> list[Sentence]:
    """What of `others` was joined and what was left out, for people."""
    joined_in = gettext_noop("%(file)s was joined by its column %(column)s.")
    left_out = gettext_noop("%(file)s holds no sales and adds nothing to them; it was left out.")
    notes = []
    for table in others:
        join = next((join for join in joins if join.table.name == table.name), None)
        column = join.table.columns[int(join.own_key.removeprefix("c")) - 1] if join else ""
        for file in table.files:
            template = joined_in if join else left_out
            notes.append(
                Sentence(template, {"file": file.name, "column": column} if join else {"file": file.name})
            )
    return notes


def _link(
    connection: duckdb.DuckDBPyConnection, source: Source, own: Chosen, other: StagedTable
) -> Join | None:
    """How `other` hangs on ``source``: on the column by which it may tell most."""
    keys = {heading_key(heading): cell_name(index) for index, heading in enumerate(other.columns)}
    shared = [column for column in source.columns if heading_key(column.heading) in keys]
    told = [(column, gives) for column in shared if (gives := facts_told_by(column, source, own))]
    for column, gives in sorted(told, key=lambda each: len(each[1]), reverse=True):
        own_key = keys[heading_key(column.heading)]
        if is_unique(connection, other, own_key) and _is_known(connection, column, other, own_key):
            if Field.AMOUNT in gives and _has_lines(connection, column):
                gives = facts_of_the_whole(gives, own)
            return Join(other, column.cell, own_key, column.table, gives)
    return None


def is_unique(connection: duckdb.DuckDBPyConnection, table: StagedTable, cell: str) -> bool:
    """Whether every row of `table` has the cell, each another."""
    found = connection.execute(
        f"SELECT count(*), count({cell}), count(DISTINCT {cell}) FROM {table.name}"  # noqa: S608
    ).fetchone()
    return bool(found and found[0] == found[1] == found[2])


def _has_lines(connection: duckdb.DuckDBPyConnection, receipt: SourceColumn) -> bool:
    """Whether a receipt stands on several rows."""
    found = connection.execute(
        f"SELECT count({receipt.cell}), count(DISTINCT {receipt.cell}) FROM source"  # noqa: S608
    ).fetchone()
    return bool(found and found[0] > found[1])


def _is_known(
    connection: duckdb.DuckDBPyConnection, column: SourceColumn, other: StagedTable, own_key: str
) -> bool:
    found = connection.execute(f"""
        SELECT count(*), count(*) FILTER ({column.cell} IN (SELECT {own_key} FROM {other.name}))
        FROM source WHERE {column.cell} IS NOT NULL""").fetchone()  # noqa: S608
    return bool(found and found[0] and found[1] >= found[0] * _KNOWN_SHARE)
