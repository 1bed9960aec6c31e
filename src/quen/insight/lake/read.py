"""Read the lake with DuckDB and Ibis.

Expressions are compiled to SQL and run on a bare DuckDB connection: Ibis' own would load pandas into every web worker.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import duckdb
import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import numpy as np

from quen.insight.lake.manifest import Manifest, Part, month_name, read_manifest, scan
from quen.insight.lake.tables import COLUMNS
from quen.kernel.scratch import Scratch

_IBIS = {
    "BIGINT": "int64",
    "VARCHAR": "string",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "TIMESTAMP": "timestamp",
    "DECIMAL(18,3)": "decimal(18, 3)",
}


@dataclass(frozen=True)
class Filters:
    """Which facts to look at: days (both included) and stores; None and () mean all."""

    first_day: date | None = None
    last_day: date | None = None
    stores: tuple[int, ...] = ()

    def needs(self, part: Part) -> bool:
        """Whether a part can hold a day of the period."""
        return not (
            (self.first_day is not None and part.month < month_name(self.first_day))
            or (self.last_day is not None and part.month > month_name(self.last_day))
        )


EVERYTHING = Filters()
_TYPES = {
    table: ibis.schema({name: dt.dtype(_IBIS[kind]) for name, kind in columns.items()})
    for table, columns in COLUMNS.items()
}


@dataclass(frozen=True)
class Lake:
    """The lake as it was when opened, as Ibis tables. Customers are those they count as now."""

    manifest: Manifest
    duck: duckdb.DuckDBPyConnection
    numbers: Iterator[int] = field(default_factory=count)

    def tables(self, filters: Filters = EVERYTHING) -> tuple[ir.Table, ir.Table]:
        """(purchases, returns), the input of `quen.measures`; only the parts of the period's months are read."""
        return self.facts("purchases", filters), self.facts("returns", filters)

    def facts(self, table: str, filters: Filters = EVERYTHING) -> ir.Table:
        """One of the monthly tables: purchases, lines or returns."""
        parts = [part for part in self.manifest.of(table) if filters.needs(part)]
        facts = self._through_merges(self._view(table, parts))
        if filters.first_day is not None:
            facts = facts.filter(facts.day >= filters.first_day)
        if filters.last_day is not None:
            facts = facts.filter(facts.day <= filters.last_day)
        if filters.stores:
            facts = facts.filter(facts.store.isin(filters.stores))
        return facts

    def whole(self, table: str) -> ir.Table:
        """One of the tables without months: customers, merged, products, categories, stores."""
        return self._view(table, self.manifest.of(table))

    def rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """Compute an expression over the lake's tables: its rows by column name."""
        answer = self.duck.execute(_sql(table))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def arrays(self, table: ir.Table) -> dict[str, np.ndarray]:
        """Compute an expression that leaves no place empty: its columns, for millions of rows."""
        return self.duck.execute(_sql(table)).fetchnumpy()

    def keep(self, table: ir.Table) -> ir.Table:
        """Compute an expression once, for several measures that read it."""
        name = f"kept_{next(self.numbers)}"
        self.duck.execute(f'CREATE TEMP TABLE "{name}" AS {_sql(table)}')
        return ibis.table(table.schema(), name=name)

    def _through_merges(self, facts: ir.Table) -> ir.Table:
        if not self.manifest.rows("merged"):
            return facts
        merged = self.whole("merged").rename(merged_customer="customer")
        joined = facts.left_join(merged, facts.customer == merged.merged_customer)
        return joined.select(
            **{name: facts[name] for name in facts.columns if name != "customer"},
            customer=ibis.coalesce(merged.root, facts.customer),
        ).select(*facts.columns)

    def _view(self, table: str, parts: Sequence[Part]) -> ir.Table:
        name = f"{table}_{next(self.numbers)}"
        columns = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in COLUMNS[table].items())
        source = f"FROM {scan(parts)}" if parts else f"FROM (SELECT {columns}) WHERE false"
        self.duck.execute(f'CREATE TEMP VIEW "{name}" AS {source}')
        return ibis.table(_TYPES[table], name=name)


@contextmanager
def open_lake() -> Iterator[Lake]:
    """Opens the lake for one report: a DuckDB of its own, so that threads of the web server share nothing."""
    scratch = Scratch("quen-lake-")
    duck = duckdb.connect(config={"memory_limit": _memory(), "temp_directory": str(scratch.path)})
    try:
        yield Lake(read_manifest(), duck)
    finally:
        duck.close()
        scratch.remove()


def _memory() -> str:
    """A quarter of the machine for one report: several may run at once. Beyond it DuckDB spills, and is slower."""
    machine_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return f"{max(machine_mb // 4, 512)}MB"


def _sql(table: ir.Table) -> str:
    return str(ibis.to_sql(table, dialect="duckdb"))
