"""The engine that computes measures over the lake: what it must be able to do, and which one is chosen."""

import os
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import ibis.expr.types as ir
import numpy as np

from quen.insight.lake.errors import NoSuchEngine
from quen.insight.lake.manifest import Part
from quen.insight.lake.on_duckdb import duckdb_engine
from quen.kernel.sentences import gettext_noop

_DUCKDB = "duckdb"
_SPARK = re.compile(r"local(\[(\*|\d+)\])?|spark://[^:/,\s]+:\d+(,[^:/,\s]+:\d+)*")


class Engine(Protocol):
    """Computes Ibis expressions over the files of the lake. Names are those of its own views and tables."""

    def view(self, name: str, table: str, parts: Sequence[Part]) -> None:
        """Name these parts of one of the lake's tables; without parts it has no rows, and the right columns."""

    def rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """Compute an expression: its rows by column name."""

    def arrays(self, table: ir.Table) -> dict[str, np.ndarray]:
        """Compute an expression that leaves no place empty: its columns, for millions of rows."""

    def keep(self, name: str, table: ir.Table) -> None:
        """Name the result of an expression, so that it is computed once."""


def chosen_engine() -> AbstractContextManager[Engine]:
    """The engine QUEN_ANALYTICS names, for one report. PySpark is imported only where it is asked for."""
    asked = os.environ.get("QUEN_ANALYTICS") or _DUCKDB
    if asked == _DUCKDB:
        return duckdb_engine()
    if not _SPARK.fullmatch(asked):
        raise NoSuchEngine(
            gettext_noop(
                "QUEN_ANALYTICS is “%(asked)s”, and measures run on duckdb, on spark://host:7077 or on local[*]. "
                "Set one of these and start again."
            ),
            asked=asked,
        )
    from quen.insight.lake.on_spark import spark_engine

    return spark_engine(asked)
