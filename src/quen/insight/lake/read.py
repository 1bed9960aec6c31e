"""Read the lake with Ibis, on the engine that QUEN_ANALYTICS names."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import numpy as np

from quen.insight.lake.engine import Engine, chosen_engine
from quen.insight.lake.manifest import Manifest, Part, month_name, read_manifest
from quen.insight.lake.tables import COLUMNS

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
    engine: Engine
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
        return self.engine.rows(table)

    def arrays(self, table: ir.Table) -> dict[str, np.ndarray]:
        """Compute an expression that leaves no place empty: its columns, for millions of rows."""
        return self.engine.arrays(table)

    def keep(self, table: ir.Table) -> ir.Table:
        """Compute an expression once, for several measures that read it."""
        name = f"kept_{next(self.numbers)}"
        self.engine.keep(name, table)
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
        self.engine.view(name, table, parts)
        return ibis.table(_TYPES[table], name=name)


@contextmanager
def open_lake() -> Iterator[Lake]:
    """Opens the lake for one report, on an engine that shares nothing with another report's."""
    with chosen_engine() as engine:
        yield Lake(read_manifest(), engine)
