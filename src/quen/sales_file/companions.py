"""Several files with different columns: which one holds the sales, and which explain it.

A companion is a table that shares a column with what is there so far, whose values are unique in the companion and
known to most of the rows: orders to their items, customers to their orders, products to their lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.headings import heading_key
from quen.sales_file.source import Source, SourceColumn, joined
from quen.sales_file.staging import StagedTable
from quen.sales_file.tables import cell_name

_KNOWN_SHARE = 0.5


@dataclass(frozen=True)
class Join:
    """One companion: its table, the cell of ``source`` it hangs on, its own key cell, and the table of that cell."""

    table: StagedTable
    key: str
    own_key: str
    hangs_on: str

    def as_tuple(self) -> tuple[StagedTable, str, str]:
        """What `source.joined` takes."""
        return self.table, self.key, self.own_key


def join_all(
    connection: duckdb.DuckDBPyConnection, main: StagedTable, others: Sequence[StagedTable]
) -> tuple[Source, list[Join]]:
    """``source`` over `main` with every companion that can be found among `others`, directly or through another."""
    joins: list[Join] = []
    source = joined(connection, main, [])
    is_growing = True
    while is_growing:
        is_growing = False
        for other in others:
            if any(join.table.name == other.name for join in joins):
                continue
            if link := _link(connection, source, other):
                joins.append(link)
                source = joined(connection, main, [join.as_tuple() for join in joins])
                is_growing = True
    return source, joins


def only_needed(
    connection: duckdb.DuckDBPyConnection, main: StagedTable, joins: Sequence[Join], used: set[str]
) -> tuple[Source, list[Join]]:
    """``source`` with only the companions that give a column, or carry one that does."""
    needed = set(used)
    for join in reversed(joins):
        if join.table.name in needed:
            needed.add(join.hangs_on)
    source = joined(connection, main, [])
    kept: list[Join] = []
    for join in joins:
        if join.table.name in needed and (link := _link(connection, source, join.table)):
            kept.append(link)
            source = joined(connection, main, [each.as_tuple() for each in kept])
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


def _link(connection: duckdb.DuckDBPyConnection, source: Source, other: StagedTable) -> Join | None:
    keys = {heading_key(heading): cell_name(index) for index, heading in enumerate(other.columns)}
    shared = [column for column in source.columns if heading_key(column.heading) in keys]
    for column in shared:
        own_key = keys[heading_key(column.heading)]
        if _is_unique(connection, other, own_key) and _is_known(connection, column, other, own_key):
            return Join(other, column.cell, own_key, column.table)
    return None


def _is_unique(connection: duckdb.DuckDBPyConnection, table: StagedTable, cell: str) -> bool:
    found = connection.execute(
        f"SELECT count(*), count({cell}), count(DISTINCT {cell}) FROM {table.name}"  # noqa: S608
    ).fetchone()
    return bool(found and found[0] == found[1] == found[2])


def _is_known(
    connection: duckdb.DuckDBPyConnection, column: SourceColumn, other: StagedTable, own_key: str
) -> bool:
    found = connection.execute(f"""
        SELECT count(*), count(*) FILTER ({column.cell} IN (SELECT {own_key} FROM {other.name}))
        FROM source WHERE {column.cell} IS NOT NULL""").fetchone()  # noqa: S608
    return bool(found and found[0] and found[1] >= found[0] * _KNOWN_SHARE)
