"""One sales file, or many, open for reading."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import duckdb

from quen.kernel.receipt_periods import Restart
from quen.kernel.scratch import Scratch
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.canonical import within_sql, write_sales_rows
from quen.sales_file.connecting import are_small, connect
from quen.sales_file.folders import expand, without_repeats
from quen.sales_file.numbering import Numbering, settle_numbering
from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import PreviewRow, ReadingPlan, RowCounts
from quen.sales_file.planning import Planned, make_plan
from quen.sales_file.previews import preview
from quen.sales_file.purchases import write_purchases
from quen.sales_file.rejects import add_rejects, begin_rejects
from quen.sales_file.rows import parse
from quen.sales_file.staging import stage
from quen.sales_file.store_names import write_one_spelling

Progress = Callable[[Sentence, float], None]
"""Called with what is being done and the share of the whole that is done, 0 to 1."""

OPENING = gettext_noop("Opening the files")
PARSING = gettext_noop("Reading the rows")
SORTING = gettext_noop("Finding customers and purchases")
DONE = gettext_noop("Done")


class SalesFile:
    """An open sales file: its plan at once, its tables after `read()`. Use it as a context manager."""

    def __init__(
        self, scratch: Scratch, connection: duckdb.DuckDBPyConnection, planned: Planned, say: Progress
    ) -> None:
        self._scratch = scratch
        self._planned = planned
        self._say = say
        self._counts: RowCounts | None = None
        self.connection = connection
        self.numbering = Numbering()
        """How often receipt numbers start again; settled while reading."""
        self.notes: tuple[Sentence, ...] = ()
        """What came to light while reading, beside `plan.notes`."""

    @property
    def plan(self) -> ReadingPlan:
        """What was guessed, before anything is read."""
        return self._planned.plan

    @property
    def folder(self) -> Path:
        """A place for files that live as long as this; on the same disk as its tables."""
        return self._scratch.path

    @property
    def told_restart(self) -> Restart | None:
        """How often receipt numbers start again, where somebody said it of these files."""
        return self._planned.options.restart

    def preview(self) -> tuple[PreviewRow, ...]:
        """The first rows, as they stand in the file and as they will be read."""
        first = self._planned.parts[0]
        return preview(self.connection, first.source, first.reading)

    @property
    def is_read(self) -> bool:
        """Whether its tables are there."""
        return self._counts is not None

    @property
    def counts(self) -> RowCounts:
        """Every row accounted for; reads the file where that was not done yet."""
        if self._counts is None:
            self.read()
        assert self._counts is not None
        return self._counts

    def read(self, *, for_measures: bool = True) -> None:
        """Fill sales_rows, rejected_rows and sales_files in `connection`; for measures purchases, returns and lines."""
        with _one_transaction(self.connection):
            self._say(Sentence(PARSING), 0.4)
            self._parse(assume=for_measures)
            self._say(Sentence(SORTING), 0.7)
            readings = [part.reading for part in self._planned.parts]
            self.notes = tuple(write_sales_rows(self.connection, readings, self.numbering))
            begin_rejects(self.connection)
            for part in self._planned.parts:
                add_rejects(self.connection, part.source, part.reading)
            if for_measures:
                write_purchases(self.connection)
            self._write_files()
            self._counts = self._count()
        self._say(Sentence(DONE), 1.0)

    def _parse(self, *, assume: bool) -> None:
        """Fill ``parsed`` and settle the numbering; `assume` it where the rows show it and nobody has said it."""
        self._parse_parts(Restart.NEVER)
        self.numbering = settle_numbering(self.connection, self._planned.options, assume=assume)
        counts_once = any(part.reading.totals.is_amount_once for part in self._planned.parts)
        if counts_once and self.numbering.finest is not Restart.NEVER:
            self._parse_parts(self.numbering.finest)

    def _parse_parts(self, restart: Restart) -> None:
        for number, part in enumerate(self._planned.parts):
            part.source.show(self.connection)
            parse(self.connection, part.reading, part=number, restart=restart)
        write_one_spelling(self.connection)

    def close(self) -> None:
        """Close the connection and remove everything that was written."""
        self.connection.close()
        self._scratch.remove()

    def __enter__(self) -> "SalesFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write_files(self) -> None:
        self.connection.execute(
            """CREATE OR REPLACE TABLE sales_files AS
               SELECT unnest(?::INTEGER[]) AS file_no, unnest(?::VARCHAR[]) AS path, unnest(?::VARCHAR[]) AS name,
                      unnest(?::BIGINT[]) AS rows""",
            [
                [getattr(file, fact) for file in self.plan.files]
                for fact in ("file_no", "path", "name", "rows")
            ],
        )

    def _count(self) -> RowCounts:
        within = within_sql(self._planned.options)
        outside_sql = f"count(*) FILTER (reason IS NULL AND NOT ({within}))"
        statement = f"SELECT count(*), count(reason), {outside_sql} FROM parsed"  # noqa: S608
        read, rejected, outside = _row(self.connection, statement)
        used, anonymous = _row(
            self.connection, "SELECT count(*), count(*) FILTER (person IS NULL) FROM sales_rows"
        )
        kinds = self.connection.execute(
            "SELECT kind, count(*) FROM sales_rows GROUP BY kind ORDER BY kind"
        ).fetchall()
        return RowCounts(
            read=read, used=used, rejected=rejected, anonymous=anonymous, outside=outside,
            repeated=read - used - rejected - outside, by_kind=dict(kinds),
        )  # fmt: skip


def open_sales(
    paths: Sequence[Path],
    options: ReadOptions | None = None,
    workdir: Path | None = None,
    on_progress: Progress | None = None,
) -> SalesFile:
    """Open the sales files under `paths` (folders are searched) and make the plan for reading them.

    Everything is kept in a private folder inside `workdir` (the system's temporary folder by default) until the
    result is closed. Raises a subclass of UnreadableSalesFile, and leaves nothing behind then.
    """
    options = options or ReadOptions()
    say = on_progress or _silent
    files, notes = without_repeats(expand(paths))
    scratch = Scratch("quen-sales-", inside=workdir)
    connection: duckdb.DuckDBPyConnection | None = None
    try:
        connection = connect(scratch.path, is_small=are_small(files))
        tables = stage(
            connection, files, options, scratch.path, lambda share: say(Sentence(OPENING), 0.4 * share)
        )
        with _one_transaction(connection):
            planned = make_plan(connection, tables, options, notes)
    except BaseException:
        if connection is not None:
            connection.close()
        scratch.remove()
        raise
    return SalesFile(scratch, connection, planned, say)


def _silent(sentence: Sentence, share: float) -> None:
    """Progress nobody asked for."""


@contextmanager
def _one_transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """One write to disk for many statements."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _row(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[int, ...]:
    found = connection.execute(statement).fetchone()
    assert found is not None
    return found
