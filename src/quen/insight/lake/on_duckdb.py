"""Measures on DuckDB, in this process.

Expressions are compiled to SQL and run on a bare DuckDB connection: Ibis' own would load pandas into every web worker.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import numpy as np

from quen.home.machine import memory_mb
from quen.insight.lake.manifest import Part, scan
from quen.insight.lake.tables import COLUMNS
from quen.kernel.scratch import Scratch


@dataclass(frozen=True)
class OnDuckDB:
    """An engine on one DuckDB connection."""

    duck: duckdb.DuckDBPyConnection

    def view(self, name: str, table: str, parts: Sequence[Part]) -> None:
        """As `Engine` says."""
        columns = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in COLUMNS[table].items())
        source = f"FROM {scan(parts)}" if parts else f"FROM (SELECT {columns}) WHERE false"
        self.duck.execute(f'CREATE TEMP VIEW "{name}" AS {source}')

    def rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """As `Engine` says."""
        answer = self.duck.execute(_sql(table))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def arrays(self, table: ir.Table) -> dict[str, np.ndarray]:
        """As `Engine` says."""
        return self.duck.execute(_sql(table)).fetchnumpy()

    def keep(self, name: str, table: ir.Table) -> None:
        """As `Engine` says: a temporary table."""
        self.duck.execute(f'CREATE TEMP TABLE "{name}" AS {_sql(table)}')


@contextmanager
def duckdb_engine() -> Iterator[OnDuckDB]:
    """A DuckDB of its own for one report, so that threads of the web server share nothing."""
    scratch = Scratch("quen-lake-")
    duck = duckdb.connect(config={"memory_limit": _memory(), "temp_directory": str(scratch.path)})
    try:
        yield OnDuckDB(duck)
    finally:
        duck.close()
        scratch.remove()


def _memory() -> str:
    """A quarter of the machine for one report: several may run at once. Beyond it DuckDB spills, and is slower."""
    return f"{max(memory_mb() // 4, 512)}MB"


def _sql(table: ir.Table) -> str:
    return str(ibis.to_sql(table, dialect="duckdb"))
