"""Measures on Spark: a cluster, or this machine's cores. Only imported where QUEN_ANALYTICS asks for it.

One driver lives in each process that computes reports, started by the first of them. Each report has a session of its
own on it, and with it its own names. What is kept lies in the executors' memory until the report ends.
"""

import os
import socket
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from quen.insight.lake.errors import ClusterNotReachable, SparkFailed, SparkNotInstalled, SparkNotStarted
from quen.insight.lake.manifest import Part, path_of
from quen.insight.lake.tables import COLUMNS
from quen.kernel.sentences import gettext_noop

# Ibis imports pandas to speak to Spark; no row of ours goes through it, whatever its version.
warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
try:
    import pandas  # noqa: F401
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import DataFrame, SparkSession
except ImportError as missing:
    raise SparkNotInstalled(
        gettext_noop(
            "QUEN_ANALYTICS asks for Spark, and the Python package %(name)s is not installed. "
            "Run: pip install khach-quen[spark]"
        ),
        name=missing.name,
    ) from missing

_REACH_SECONDS = 5.0
_KINDS = {"VARCHAR": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}
"""Where Spark's word for a column differs from DuckDB's. Moments have no zone: they are the business's local time."""
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.warehouse.dir": os.devnull,  # nothing is ever written there
}
_ON_THIS_MACHINE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_ON_A_CLUSTER = {
    # Every process with a driver is an application of its own; one that rests gives its cores to the others.
    "spark.dynamicAllocation.enabled": "true",
    "spark.dynamicAllocation.shuffleTracking.enabled": "true",
    "spark.dynamicAllocation.executorIdleTimeout": "60s",
    "spark.dynamicAllocation.cachedExecutorIdleTimeout": "300s",
}
_SPARK = ibis.pyspark
"""Ibis' compiler for Spark; naming it also sets the options it reads."""
_starting = threading.Lock()


@dataclass(frozen=True)
class OnSpark:
    """An engine on one Spark session."""

    session: SparkSession
    kept: list[DataFrame] = field(default_factory=list)

    def view(self, name: str, table: str, parts: Sequence[Part]) -> None:
        """As `Engine` says. Every executor must find the files under the path they have here."""
        columns = ", ".join(f"`{column}` {_KINDS.get(kind, kind)}" for column, kind in COLUMNS[table].items())
        with _failures():
            if parts:
                facts = self.session.read.schema(columns).parquet(*(str(path_of(part)) for part in parts))
            else:
                facts = self.session.createDataFrame([], columns)
            facts.createOrReplaceTempView(name)

    def rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """As `Engine` says, in the types Ibis expects of the expression."""
        rows: list[dict[str, Any]] = self._arrow(table).to_pylist()
        return rows

    def arrays(self, table: ir.Table) -> dict[str, np.ndarray]:
        """As `Engine` says."""
        found = self._arrow(table)
        return {name: found.column(name).to_numpy() for name in found.column_names}

    def keep(self, name: str, table: ir.Table) -> None:
        """As `Engine` says: cached in the executors when it is first read."""
        with _failures():
            result = self._query(table).cache()
            result.createOrReplaceTempView(name)
        self.kept.append(result)

    def _arrow(self, table: ir.Table) -> Any:
        with _failures():
            return self._query(table).toArrow().cast(table.schema().to_pyarrow())

    def _query(self, table: ir.Table) -> DataFrame:
        return self.session.sql(_SPARK.compile(table))


@contextmanager
def spark_engine(master: str) -> Iterator[OnSpark]:
    """A session of its own for one report, on the driver of this process."""
    with _starting:
        engine = OnSpark(start_spark(master).newSession())
    try:
        yield engine
    finally:
        for result in engine.kept:
            with suppress(PySparkException, Py4JError):  # a cluster that went away has nothing left to free
                result.unpersist()


def start_spark(master: str) -> SparkSession:
    """The driver of this process, started where there is none. What else it needs stands in spark-defaults.conf."""
    _forget_a_stopped_one()
    is_cluster = master.startswith("spark://")
    if is_cluster:
        _reach(master)
    builder = SparkSession.builder.master(master).appName("Khách Quen")
    for name, value in (_SETTINGS | (_ON_A_CLUSTER if is_cluster else _ON_THIS_MACHINE)).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise SparkNotStarted(
            gettext_noop(
                "Spark did not start: %(reason)s It needs Java 17 or newer in JAVA_HOME or on the PATH; "
                "nothing was computed."
            ),
            reason=_reason(error),
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _forget_a_stopped_one() -> None:
    """A cluster that went away stops the driver from its side; the next report starts another one."""
    session = SparkSession.getActiveSession()
    if session is not None and session.sparkContext._jsc.sc().isStopped():
        session.stop()


def _reach(master: str) -> None:
    """Spark itself would try for a minute before it gave up."""
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        with suppress(OSError), socket.create_connection((host, int(port)), timeout=_REACH_SECONDS):
            return
    raise ClusterNotReachable(
        gettext_noop(
            "No Spark master answers at %(master)s, where QUEN_ANALYTICS sends the measures. Start the cluster, or set "
            "QUEN_ANALYTICS=duckdb to compute on this machine. The lake is as it was."
        ),
        master=master,
    )


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise SparkFailed(
            gettext_noop(
                "Spark could not compute a measure: %(reason)s Every worker must see the lake's folder under the same "
                "path; the lake is as it was."
            ),
            reason=_reason(error),
        ) from error


def _reason(error: Exception) -> str:
    """The first line of what Spark says, as a sentence."""
    line = str(error).strip().partition("\n")[0].strip()
    return line if line.endswith(".") else f"{line}."
