"""All files poured into DuckDB as text, those with the same headings into one table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import duckdb

from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.sales_file.errors import EmptyFile
from quen.sales_file.headings import heading_key, place_of
from quen.sales_file.opening import tables_in
from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import SourceFile
from quen.sales_file.tables import ROW_COLUMNS, TableInFile, Target, cell_name
from quen.sales_file.text_files import TextTable, pour_together

_FILES_AT_ONCE = 500


@dataclass(frozen=True)
class StagedTable:
    """Rows of one or more files with the same headings, as text, in the order of the files.

    `first_place`: how many rows the tables before it hold, so that every row of all tables has a place of its own.
    """

    name: str
    columns: tuple[str, ...]
    files: tuple[SourceFile, ...]
    first_place: int = 0

    @property
    def rows(self) -> int:
        """How many rows of facts it holds."""
        return sum(file.rows for file in self.files)

    def position(self, column: str) -> int | None:
        """The place of a column by its heading, loosely written."""
        return place_of(column, self.columns)


@dataclass
class _Home:
    """A staged table while it is being filled."""

    table: StagedTable
    pairs: list[tuple[int, TableInFile]]


def stage(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    options: ReadOptions,
    workdir: Path,
    on_progress: Callable[[float], None],
) -> list[StagedTable]:
    """Pour the tables of all `paths` into `connection`. Raises what reading a file may raise, and EmptyFile.

    Each table is a file of its own from here on, also where several stand in one. `on_progress` is called with the
    share of them that is in.
    """
    homes: dict[tuple[str, ...], _Home] = {}
    found = list(chain.from_iterable(tables_in(path, options, workdir) for path in paths))
    for file_no, table in enumerate(found, start=1):
        name = f"staged_{len(homes)}"
        home = homes.setdefault(key_of(table.columns), _Home(StagedTable(name, table.columns, ()), []))
        home.pairs.append((file_no, table))
    filled = [
        _fill(connection, home, lambda file_no: on_progress(file_no / len(found))) for home in homes.values()
    ]
    if not any(table.rows for table in filled):
        template = gettext_noop("%(file)s has headings but no rows. Export it again with its sales.")
        raise EmptyFile(template, file=paths[0].name)
    return _placed(table for table in filled if table.rows)


def _placed(tables: Iterable[StagedTable]) -> list[StagedTable]:
    placed: list[StagedTable] = []
    for table in tables:
        before = placed[-1].first_place + placed[-1].rows if placed else 0
        placed.append(replace(table, first_place=before))
    return placed


def key_of(columns: Sequence[str]) -> tuple[str, ...]:
    """What the headings of two files share that belong to the same table, in whatever order they stand."""
    return tuple(sorted(map(_key, columns)))


def _fill(connection: duckdb.DuckDBPyConnection, home: _Home, on_file: Callable[[int], None]) -> StagedTable:
    table = home.table
    cells = [f"{cell_name(index)} VARCHAR" for index in range(len(table.columns))]
    connection.execute(f"CREATE TABLE {table.name} ({', '.join([*ROW_COLUMNS, *cells])})")
    for run in _runs(home.pairs):
        pairs = [(each, _target(connection, table, each, file_no)) for file_no, each in run]
        if not (
            len(run) > 1 and pour_together([(each, at) for each, at in pairs if isinstance(each, TextTable)])
        ):
            for each, target in pairs:
                each.pour(target)
        on_file(run[-1][0])
    counts = dict(connection.execute(f"SELECT file_no, count(*) FROM {table.name} GROUP BY 1").fetchall())  # noqa: S608
    return replace(
        table, files=tuple(_source(file_no, each, counts.get(file_no, 0)) for file_no, each in home.pairs)
    )


def _runs(pairs: Sequence[tuple[int, TableInFile]]) -> list[list[tuple[int, TableInFile]]]:
    """Neighbouring files that can be poured in one go: regular text of one layout."""
    runs: list[list[tuple[int, TableInFile]]] = []
    for file_no, table in pairs:
        if runs and len(runs[-1]) < _FILES_AT_ONCE and _is_alike(runs[-1][-1][1], table):
            runs[-1].append((file_no, table))
        else:
            runs.append([(file_no, table)])
    return runs


def _is_alike(one: TableInFile, other: TableInFile) -> bool:
    if not (
        isinstance(one, TextTable) and isinstance(other, TextTable) and one.is_regular and other.is_regular
    ):
        return False
    return (one.dialect, one.columns, one.lines_above) == (other.dialect, other.columns, other.lines_above)


def _target(
    connection: duckdb.DuckDBPyConnection, home: StagedTable, table: TableInFile, file_no: int
) -> Target:
    order = order_of(home.columns, table.columns)
    return Target(connection=connection, table=home.name, file_no=file_no, order=order)


def order_of(columns: Sequence[str], others: Sequence[str]) -> list[int]:
    """Per heading of `columns` its place in `others`, where the same headings stand in another order or writing.

    Headings that are only loosely the same (``Tax`` and ``Tax %``) are told apart by how they are written.
    """
    places: dict[int, int] = {}
    for alike in (str, search_key, _key):
        left: dict[str, list[int]] = defaultdict(list)
        taken = set(places.values())
        for place in reversed(range(len(others))):
            if place not in taken:
                left[alike(others[place])].append(place)
        for column, heading in enumerate(columns):
            if column not in places and left[alike(heading)]:
                places[column] = left[alike(heading)].pop()
    return [places[column] for column in range(len(columns))]


def _key(heading: str) -> str:
    return heading_key(heading) or heading


def _source(file_no: int, table: TableInFile, rows: int) -> SourceFile:
    return SourceFile(
        file_no=file_no, path=str(table.path), name=" · ".join(filter(None, (table.path.name, table.part))),
        format=table.format, encoding=table.encoding, delimiter=table.delimiter, header_row=table.header_row,
        columns=table.columns, rows=rows, unread=table.unread,
    )  # fmt: skip
