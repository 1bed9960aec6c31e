"""All files poured into DuckDB as text, those with the same headings into one table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from quen.kernel.sentences import gettext_noop
from quen.sales_file.errors import EmptyFile
from quen.sales_file.headings import heading_key
from quen.sales_file.opening import table_in
from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import SourceFile
from quen.sales_file.tables import ROW_COLUMNS, TableInFile, Target, cell_name


@dataclass(frozen=True)
class StagedTable:
    """Rows of one or more files with the same headings, as text, in the order of the files."""

    name: str
    columns: tuple[str, ...]
    files: tuple[SourceFile, ...]

    @property
    def rows(self) -> int:
        """How many rows of facts it holds."""
        return sum(file.rows for file in self.files)

    @property
    def key(self) -> tuple[str, ...]:
        """What two files share that belong to the same table."""
        return tuple(sorted(heading_key(column) or column for column in self.columns))

    def position(self, column: str) -> int | None:
        """The place of a column by its heading, loosely written."""
        keys = [heading_key(name) or name for name in self.columns]
        wanted = heading_key(column) or column
        return keys.index(wanted) if wanted in keys else None


def stage(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    options: ReadOptions,
    workdir: Path,
    on_file: Callable[[int], None] = lambda file_no: None,
) -> list[StagedTable]:
    """Pour the tables of all `paths` into `connection`. Raises what reading a file may raise, and EmptyFile."""
    staged: list[StagedTable] = []
    for file_no, path in enumerate(paths, start=1):
        table = table_in(path, options, workdir)
        index = _home_of(table, staged)
        if index is None:
            staged.append(_create(connection, table, len(staged)))
            index = len(staged) - 1
        staged[index] = _add(connection, staged[index], table, path, file_no)
        on_file(file_no)
    filled = [table for table in staged if table.rows]
    if not filled:
        template = gettext_noop("%(file)s has headings but no rows. Export it again with its sales.")
        raise EmptyFile(template, file=paths[0].name)
    return filled


def _home_of(table: TableInFile, staged: Sequence[StagedTable]) -> int | None:
    key = StagedTable("", table.columns, ()).key
    return next((index for index, other in enumerate(staged) if other.key == key), None)


def _create(connection: duckdb.DuckDBPyConnection, table: TableInFile, number: int) -> StagedTable:
    name = f"staged_{number}"
    cells = [f"{cell_name(index)} VARCHAR" for index in range(len(table.columns))]
    connection.execute(f"CREATE TABLE {name} ({', '.join([*ROW_COLUMNS, *cells])})")
    return StagedTable(name, table.columns, ())


def _add(
    connection: duckdb.DuckDBPyConnection, home: StagedTable, table: TableInFile, path: Path, file_no: int
) -> StagedTable:
    order = [_position(table.columns, column) for column in home.columns]
    table.pour(Target(connection=connection, table=home.name, file_no=file_no, order=order))
    count = connection.execute(f"SELECT count(*) FROM {home.name} WHERE file_no = {file_no}").fetchone()  # noqa: S608
    source = SourceFile(
        file_no=file_no, path=str(path), name=path.name, format=table.format, encoding=table.encoding,
        delimiter=table.delimiter, header_row=table.header_row, columns=table.columns, rows=count[0] if count else 0,
    )  # fmt: skip
    return replace(home, files=(*home.files, source))


def _position(columns: Sequence[str], column: str) -> int:
    keys = [heading_key(name) or name for name in columns]
    return keys.index(heading_key(column) or column)
