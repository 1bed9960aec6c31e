"""The engine of the measures: one setting, the same answers, and a clear word where it cannot."""

import os
import subprocess
import sys

import pytest

from quen.insight.lake.engine import chosen_engine
from quen.insight.lake.errors import ClusterNotReachable, NoSuchEngine
from quen.insight.lake.on_duckdb import OnDuckDB

STARTED = """
import sys
import django
django.setup()
import quen.config.urls
from quen.insight.reports.ask import Report, compute
from quen.insight.lake.read import Filters
assert compute(Report.REPEAT_RATE, Filters())["sheets"] == {}
print([name for name in ("pyspark", "py4j", "pandas") if name in sys.modules])
"""


def test_measures_run_on_duckdb_unless_somebody_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    for asked in (None, "", "duckdb"):
        monkeypatch.delenv("QUEN_ANALYTICS", raising=False)
        if asked is not None:
            monkeypatch.setenv("QUEN_ANALYTICS", asked)
        with chosen_engine() as engine:
            assert isinstance(engine, OnDuckDB)


def test_who_does_not_ask_for_spark_never_loads_it() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QUEN_ANALYTICS"}
    told = subprocess.run(
        [sys.executable, "-c", STARTED], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"


@pytest.mark.parametrize("asked", ["spark", "yarn", "spark://host", "local[x]", "spark://a:1 b", "DuckDB"])
def test_an_engine_nobody_knows_is_named_in_the_refusal(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEN_ANALYTICS", asked)
    with pytest.raises(NoSuchEngine, match="spark://host:7077") as refused:
        chosen_engine()
    assert asked in str(refused.value)


def test_a_cluster_that_does_not_answer_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEN_ANALYTICS", "spark://127.0.0.1:1,127.0.0.1:2")
    with (
        pytest.raises(ClusterNotReachable, match=r"spark://127\.0\.0\.1:1,127\.0\.0\.1:2"),
        chosen_engine(),
    ):
        pass


WITHOUT = """
import os, sys
sys.modules[{missing!r}] = None
import django
django.setup()
from quen.kernel.errors import QuenError
from quen.insight.lake.read import open_lake
try:
    with open_lake():
        print("opened")
except QuenError as error:
    print(type(error).__name__, error)
"""


def refusal(missing: str, **environment: str) -> str:
    """What a process says that asks for Spark on its own cores."""
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(missing=missing)],
        env={**os.environ, "QUEN_ANALYTICS": "local[1]", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def test_without_the_package_the_refusal_says_what_to_install() -> None:
    told = refusal("pyspark")
    assert told.startswith("SparkNotInstalled")
    assert "pip install khach-quen[spark]" in told


def test_without_java_the_refusal_says_so() -> None:
    told = refusal("nothing", JAVA_HOME="/nowhere", PATH="/usr/bin:/bin")
    assert told.startswith("SparkNotStarted")
    assert "Java 17" in told
