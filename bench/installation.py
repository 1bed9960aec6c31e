"""An installation of its own for a benchmark: home, embedded PostgreSQL, schema; gone afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path


@contextmanager
def installation(*, as_served: bool = False, kept_in: Path | None = None) -> Iterator[Path]:
    """Django on a fresh database, or on one kept in a folder, with the web server's settings where asked.

    One per process: they are read once.
    """
    if as_served:
        os.environ["QUEN_DATABASE_POOL"] = "1"
    with _fresh() if kept_in is None else nullcontext(str(kept_in)) as folder:
        os.environ["QUEN_HOME"] = folder
        from quen.cli.ready import ready_database
        from quen.cli.start import start_for

        start_for(["serve"])

        ready_database()
        yield Path(folder)


def _fresh() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="quen-bench-", ignore_cleanup_errors=True)
