"""A table of any kind, whose columns somebody names: no guess at what they mean, the same care in reading them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from quen.kernel.scratch import Scratch
from quen.kernel.sentences import gettext_noop
from quen.sales_file.connecting import are_small, connect
from quen.sales_file.errors import EmptyFile, FileMissing, NotANumber, RepeatedColumn, UnknownColumn
from quen.sales_file.figures import figures_of
from quen.sales_file.folders import expand
from quen.sales_file.headings import heading_key
from quen.sales_file.options import ReadOptions
from quen.sales_file.staging import StagedTable, stage
from quen.sales_file.tables import cell_name

_MOST_NAMED = 30


@dataclass(frozen=True)
class ReadFigures:
    """A column of figures, NaN where the cell is empty; `are_thousands_assumed` as in `figures.Figures`."""

    values: npt.NDArray[np.float64]
    are_thousands_assumed: bool


@dataclass(frozen=True)
class AnyTable:
    """The rows of one file. A column is called by its heading, loosely written, or by its number."""

    connection: duckdb.DuckDBPyConnection
    staged: StagedTable
    columns: tuple[str, ...] = ()
    """The columns somebody will ask for."""

    @property
    def rows(self) -> int:
        return self.staged.rows

    def texts(self, column: str) -> list[str]:
        """The text of a column, row by row in the order of the file; empty where the cell is."""
        text = f"coalesce({_text(self._cell(column))}, '')"
        found = self.connection.execute(f"SELECT {text} FROM {self.staged.name} ORDER BY rowid")  # noqa: S608
        return [text for (text,) in found.fetchall()]

    def names(self, column: str, *, most: int) -> list[str] | None:
        """The different texts of a column in order, empty cells aside; None where there are more than `most`."""
        text = _text(self._cell(column))
        found = self.connection.execute(
            f"SELECT DISTINCT {text} FROM {self.staged.name} WHERE {text} <> '' ORDER BY 1 LIMIT {most + 1}"  # noqa: S608
        ).fetchall()
        return [name for (name,) in found] if len(found) <= most else None

    def places(self, column: str, names: Sequence[str]) -> npt.NDArray[np.int64]:
        """Per row the place of its text among `names`, -1 where it is none of them."""
        place = f"coalesce(list_position(?::VARCHAR[], {_text(self._cell(column))}), 0) - 1"
        found = self.connection.execute(
            f"SELECT CAST({place} AS BIGINT) AS place FROM {self.staged.name} ORDER BY rowid",  # noqa: S608
            [list(names)],
        ).fetchnumpy()
        return np.asarray(found["place"], dtype=np.int64)

    def figures(self, column: str) -> "ReadFigures":
        """The figures of a column; yes and no are 1 and 0. Raises NotANumber."""
        cell = self._cell(column)
        neighbours = [self._cell(other) for other in self.columns if other != column]
        read = figures_of(self.connection, self.staged.name, cell, neighbours)
        self._refuse_strays(column, cell, read.is_stray)
        found = self.connection.execute(
            f"SELECT {read.number} AS figure FROM {self.staged.name} ORDER BY rowid"  # noqa: S608
        ).fetchnumpy()
        values = np.ma.filled(np.ma.asarray(found["figure"], dtype=np.float64), np.nan)
        return ReadFigures(values, read.are_thousands_assumed)

    def _refuse_strays(self, column: str, cell: str, is_stray: str) -> None:
        header = self.staged.files[0].header_row
        stray = self.connection.execute(
            f"SELECT coalesce(row_no, rowid + {header + 1}), {cell} FROM {self.staged.name} "  # noqa: S608
            f"WHERE {is_stray} ORDER BY rowid LIMIT 1"
        ).fetchone()
        if stray:
            template = gettext_noop("Column “%(column)s” must hold numbers; row %(row)s holds “%(value)s”.")
            raise NotANumber(template, column=column, row=stray[0], value=stray[1])

    def _cell(self, column: str) -> str:
        """The SQL of the column. Raises UnknownColumn, RepeatedColumn."""
        headings, wanted = self.staged.columns, column.strip()
        exact = [place for place, heading in enumerate(headings) if heading == wanted]
        key = heading_key(wanted)
        loose = [place for place, heading in enumerate(headings) if key and heading_key(heading) == key]
        found = exact or loose
        if not found and wanted.isdecimal() and 1 <= int(wanted) <= len(headings):
            found = [int(wanted) - 1]
        if not found:
            raise self._unknown(column)
        if len(found) > 1 or f"{headings[found[0]]} (2)" in headings:
            template = gettext_noop("Two columns are called “%(column)s”. Give each a name of its own.")
            raise RepeatedColumn(template, column=column)
        return cell_name(found[0])

    def _unknown(self, column: str) -> UnknownColumn:
        headings = self.staged.columns
        named = ", ".join(headings[:_MOST_NAMED]) + (", …" if len(headings) > _MOST_NAMED else "")
        template = gettext_noop("There is no column “%(column)s”. The columns are: %(columns)s.")
        return UnknownColumn(template, column=column, columns=named)


@contextmanager
def open_table(path: Path, columns: Sequence[str]) -> Iterator[AnyTable]:
    """The table in the file at `path`; `columns` are those that will be asked for, which tells where its headings are.

    Raises a subclass of UnreadableSalesFile. Everything is kept in a private folder until the end of the block.
    """
    if path.is_dir():
        raise FileMissing(gettext_noop("%(path)s is a folder. Name one file."), path=path)
    paths = expand([path])
    headings = [column for column in columns if not column.strip().isdecimal()]
    options = ReadOptions(mapping={str(place): heading for place, heading in enumerate(headings)})
    scratch = Scratch("quen-sales-")
    try:
        with connect(scratch.path, is_small=are_small(paths)) as connection:
            yield AnyTable(connection, _staged(connection, paths, options, scratch.path), tuple(columns))
    finally:
        scratch.remove()


def _staged(
    connection: duckdb.DuckDBPyConnection, paths: Sequence[Path], options: ReadOptions, workdir: Path
) -> StagedTable:
    try:
        tables = stage(connection, paths, options, workdir, lambda _: None)
    except EmptyFile as error:
        raise EmptyFile(gettext_noop("%(file)s holds no rows."), file=paths[0].name) from error
    asked = options.mapping.values()
    return max(tables, key=lambda table: sum(table.position(column) is not None for column in asked))


def _text(cell: str) -> str:
    return f"nfc_normalize(trim({cell}))"
