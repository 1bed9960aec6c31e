"""One small Spark for the tests of a process, on its own cores: it takes seconds to start."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.cluster import QUICK_JAVA

# For a handful of rows, planning and compiling is all the work there is. A cluster adapts its plans as it comes in
# tests/measures/test_every_measure.py, and compiles them, too, in bench/spark_cluster.py over millions of rows.
_SETTINGS = f"""
spark.driver.memory 1g
spark.driver.extraJavaOptions {QUICK_JAVA}
spark.sql.shuffle.partitions 1
spark.sql.adaptive.enabled false
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.ui.enabled false
"""


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Started as the product starts it, with its settings where an installation has them."""
    need_java()
    folder = tmp_path_factory.mktemp("spark")
    (folder / "spark-defaults.conf").write_text(_SETTINGS)
    os.environ |= {
        "SPARK_CONF_DIR": str(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    from quen.insight.lake.on_spark import start_spark

    session = start_spark("local[1]")
    yield session
    session.stop()


def need_java() -> None:
    """Skip, and say why, where there is no Java."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").exists()):
        pytest.skip("Spark needs Java 17 or newer, and this machine has none")
