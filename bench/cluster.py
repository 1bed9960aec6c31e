"""A Spark cluster on this machine: a master and its workers, each a process of its own."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 120.0
_SETTINGS = """
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory {driver}
spark.executor.memory {memory}
spark.executor.cores 1
spark.sql.shuffle.partitions {partitions}
spark.local.dir {folder}
"""
# Over a handful of rows, compiling takes more than all else: a plan to Java, and Java to its best machine code.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_INTERPRETED = f"""
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.driver.extraJavaOptions {QUICK_JAVA}
spark.executor.extraJavaOptions {QUICK_JAVA}
"""


@contextmanager
def cluster(
    *, workers: int = 2, memory: str = "1g", driver: str = "1g", partitions: int = 8, compiled: bool = True
) -> Iterator[str]:
    """Starts it and gives the master's address, with the driver's settings in SPARK_CONF_DIR; ends what it started.

    `compiled`: whether Spark compiles the plans, as it comes, or interprets them.
    """
    running: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="quen-spark-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), _free_port()
        master = f"spark://127.0.0.1:{port}"
        settings = _SETTINGS.format(driver=driver, memory=memory, partitions=partitions, folder=folder)
        (folder / "spark-defaults.conf").write_text(settings + ("" if compiled else _INTERPRETED))
        ours = {"SPARK_CONF_DIR": name, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_JAVA_OPTS": QUICK_JAVA}
        before = {each: os.environ.get(each) for each in ours}
        os.environ.update(ours)
        try:
            _start(
                "Master", ["--port", str(port)], folder / "master.log", running, "I have been elected leader"
            )
            for number in range(workers):
                words = ["--port", "0", "--cores", "1", "--memory", memory]
                log = folder / f"worker-{number}.log"
                work = ["--work-dir", str(folder / f"worker-{number}"), master]
                _start("Worker", [*words, *work], log, running, "Successfully registered with master")
            yield master
        finally:
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait()
            for each, value in before.items():
                os.environ.pop(each) if value is None else os.environ.update({each: value})


def _start(
    role: str, words: list[str], log: Path, running: list[subprocess.Popen[bytes]], ready: str
) -> None:
    """A process of the cluster, known to `running` at once; returns when its log says that it is ready."""
    import pyspark

    command = [
        str(Path(pyspark.__file__).parent / "bin" / "spark-class"),
        f"org.apache.spark.deploy.{role.lower()}.{role}",
        *("--host", "127.0.0.1", "--webui-port", "0"),
        *words,
    ]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file)
    running.append(process)
    until = time.monotonic() + START_SECONDS
    while ready not in log.read_text():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"Spark's {role} did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
