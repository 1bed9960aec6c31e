"""The rows to read as one relation ``source``: a staged table, its rows numbered, companions joined in.

Where several tables hold sales, ``source`` is one of them at a time: the one last joined, or shown since.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quen.sales_file.fields import Field
from quen.sales_file.plan import SourceFile
from quen.sales_file.staging import StagedTable
from quen.sales_file.tables import cell_name

_SAMPLE = 1_000
_EVERY_FACT = frozenset(Field)


@dataclass(frozen=True)
class SourceColumn:
    """One column of ``source``: its heading, the table it comes from, its name in SQL, its place in the file.

    `may_be`: the facts it may be read as without being told; a companion's column not all of them.
    """

    heading: str
    table: str
    cell: str
    position: int
    may_be: frozenset[Field] = _EVERY_FACT


@dataclass(frozen=True)
class Join:
    """One companion: its table, the cell of ``source`` it hangs on, its own key cell, and the table of that cell.

    `gives`: the facts that it may tell.
    """

    table: StagedTable
    key: str
    own_key: str
    hangs_on: str
    gives: frozenset[Field]


@dataclass(frozen=True)
class Source:
    """What is read. ``source`` has place, file_no, row_no, extra and one text column per heading."""

    columns: tuple[SourceColumn, ...]
    files: tuple[SourceFile, ...]
    main: StagedTable

    @property
    def rows(self) -> int:
        """How many rows there are to read."""
        return self.main.rows

    @property
    def relation(self) -> str:
        """The name in SQL of what ``source`` is while this is shown."""
        return f"source_of_{self.main.name}"

    def show(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let ``source`` be this one."""
        connection.execute(f"CREATE OR REPLACE VIEW source AS SELECT * FROM {self.relation}")  # noqa: S608

    def sample(self, connection: duckdb.DuckDBPyConnection) -> list[list[str | None]]:
        """Per column some values: the first rows and rows spread evenly over the rest."""
        step = max(1, -(-self.rows // _SAMPLE))
        cells, place = ", ".join(column.cell for column in self.columns), f"(place - {self.main.first_place})"
        rows = connection.execute(
            f"SELECT {cells} FROM source WHERE {place} < {_SAMPLE} OR {place} % {step} = 0 ORDER BY place"  # noqa: S608
        ).fetchall()
        return [list(values) for values in zip(*rows, strict=True)] if rows else [[] for _ in self.columns]


def joined(connection: duckdb.DuckDBPyConnection, main: StagedTable, joins: Sequence[Join] = ()) -> Source:
    """``source`` over `main` with its companions."""
    columns = [
        SourceColumn(heading, main.name, cell_name(index), index + 1)
        for index, heading in enumerate(main.columns)
    ]
    picked = [f"main.{column.cell}" for column in columns]
    relation = f"{main.name} AS main JOIN {_places_of(main)} USING (file_no)"
    names = {column.cell: f"main.{column.cell}" for column in columns}
    for number, join in enumerate(joins):
        alias = f"companion_{number}"
        relation += f" LEFT JOIN {join.table.name} AS {alias} ON {names[join.key]} = {alias}.{join.own_key}"
        for index, heading in enumerate(join.table.columns):
            cell = cell_name(len(columns))
            columns.append(SourceColumn(heading, join.table.name, cell, index + 1, join.gives))
            names[cell] = f"{alias}.{cell_name(index)}"
            picked.append(f"{names[cell]} AS {cell}")
    _describe_places(connection, main)
    source = Source(tuple(columns), main.files, main)
    connection.execute(f"""
        CREATE OR REPLACE VIEW {source.relation} AS
        SELECT main.rowid + {main.first_place} AS place, main.file_no,
               coalesce(main.row_no, main.rowid - first_place + header_row + 1) AS row_no, main.extra,
               {", ".join(picked)}
        FROM {relation} WHERE {_not_blank(main)}""")  # noqa: S608
    source.show(connection)
    return source


def _places_of(main: StagedTable) -> str:
    return f"places_of_{main.name}"


def _not_blank(main: StagedTable) -> str:
    cells = ", ".join(f"main.{cell_name(index)}" for index in range(len(main.columns)))
    return f"coalesce({cells}, main.extra) IS NOT NULL"


def _describe_places(connection: duckdb.DuckDBPyConnection, main: StagedTable) -> None:
    """Where each file's rows begin in the staged table, so that a row's number is counted, not stored."""
    headers = ", ".join(f"({file.file_no}, {file.header_row})" for file in main.files)
    connection.execute(f"""
        CREATE OR REPLACE TABLE {_places_of(main)} AS
        SELECT file_no, header_row, first_place
        FROM (VALUES {headers}) AS headers (file_no, header_row)
        JOIN (SELECT file_no, min(rowid) AS first_place FROM {main.name} GROUP BY 1) USING (file_no)""")  # noqa: S608
