"""Rows out of PostgreSQL into Parquet files, in bounded memory."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from quen.home.folder import lake_folder
from quen.insight.lake.copy_out import copy_out
from quen.insight.lake.manifest import Part, literal

_MEMORY = "512MB"
_CSV = """header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false"""
_ZSTD = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


@dataclass(frozen=True)
class Workshop:
    """A DuckDB and a folder for the time of one update; files become parts of the lake only when they are whole."""

    duck: duckdb.DuckDBPyConnection
    folder: Path

    def fetch(
        self,
        table: str,
        columns: Mapping[str, str],
        query: str,
        parameters: Mapping[str, object] | None = None,
    ) -> None:
        """Stream the rows of a PostgreSQL query into a DuckDB table (as CSV on disk, so no row stays in memory)."""
        path = self.folder / f"{table}.csv"
        copy_out(query, parameters or {}, path)
        names = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        self.duck.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS FROM read_csv({literal(path)}, {_CSV}, columns = {{{names}}})"
        )
        path.unlink()

    def part(self, *, table: str, month: str, query: str) -> Part | None:
        """Write the rows of a DuckDB query as one part, named after its contents; None where there are no rows."""
        unfinished = self.folder / f"{table}.parquet"
        rows = self.duck.execute(f"COPY ({query}) TO {literal(unfinished)} {_ZSTD}").fetchall()[0][0]
        if not rows:
            return None
        with unfinished.open("rb") as file:
            contents = hashlib.file_digest(file, "sha256").hexdigest()[:16]
            os.fsync(file.fileno())
        name = f"{table}-{month}-{contents}.parquet" if month else f"{table}-{contents}.parquet"
        unfinished.replace(lake_folder() / name)
        return Part(table, month, name, rows)


@contextmanager
def workshop() -> Iterator[Workshop]:
    """Opens a workshop, and clears it away whatever happens; what a killed one left behind goes too."""
    for left_over in lake_folder().glob("unfinished-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="unfinished-", dir=lake_folder()))
    duck = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(folder), "threads": 2})
    try:
        yield Workshop(duck, folder)
    finally:
        duck.close()
        shutil.rmtree(folder, ignore_errors=True)
