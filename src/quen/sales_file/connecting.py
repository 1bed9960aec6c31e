"""The private DuckDB that files are poured into."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from quen.sales_file import limits


def are_small(paths: Sequence[Path]) -> bool:
    """Whether the files together fit into memory without a second thought."""
    return sum(path.stat().st_size for path in paths) <= limits.IN_MEMORY_BYTES


def connect(folder: Path, *, is_small: bool) -> duckdb.DuckDBPyConnection:
    """A database inside `folder`; what does not fit into its memory is spilled there."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": limits.MEMORY,
        "temp_directory": str(folder / "spill"),
    }
    if (
        is_small
    ):  # a day's file is read in half the time by one thread, and without writing tables to the disk
        settings["threads"] = 1
    connection = duckdb.connect(":memory:" if is_small else str(folder / "sales.duckdb"), config=settings)
    connection.execute("SET preserve_insertion_order = true")
    connection.execute("SET enable_progress_bar = false")
    # The file lives as long as the connection: writing its log out again at the end would be wasted.
    connection.execute("PRAGMA disable_checkpoint_on_shutdown")
    connection.execute("SET checkpoint_threshold = '1GB'")
    return connection
