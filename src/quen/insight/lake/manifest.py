"""Which files are the lake now."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from quen.home.folder import lake_folder
from quen.insight.lake.tables import LAYOUT

_NAME = "manifest.json"


@dataclass(frozen=True, order=True)
class Part:
    """One Parquet file: its table, its month (``2026-11``; empty for a table of one part), its name and its rows."""

    table: str
    month: str
    file: str
    rows: int


@dataclass(frozen=True)
class Manifest:
    """The parts in force, the time zone their days and months were cut in, and the layout of their tables."""

    timezone: str = ""
    parts: tuple[Part, ...] = ()
    layout: int = LAYOUT

    @property
    def version(self) -> str:
        """A name for exactly these contents: equal facts give equal versions."""
        return hashlib.sha256(_written(self).encode()).hexdigest()[:40]

    def of(self, table: str) -> tuple[Part, ...]:
        """The parts of one table, oldest month first."""
        return tuple(sorted(part for part in self.parts if part.table == table))

    def rows(self, table: str) -> int:
        """How many rows a table has in all."""
        return sum(part.rows for part in self.of(table))

    def replaced(
        self, removed: Iterable[tuple[str, str]], added: Iterable[Part], timezone: str
    ) -> "Manifest":
        """This manifest with some (table, month) taken out and other parts put in."""
        gone = set(removed)
        kept = [part for part in self.parts if (part.table, part.month) not in gone]
        return Manifest(timezone, tuple(sorted([*kept, *added])))


def month_name(month: date) -> str:
    """``2026-11``."""
    return f"{month:%Y-%m}"


def read_manifest() -> Manifest:
    """The manifest in force; an empty one before the first export."""
    try:
        written = json.loads((lake_folder() / _NAME).read_text())
    except FileNotFoundError:
        return Manifest()
    parts = tuple(Part(**part) for part in written["parts"])
    return Manifest(written["timezone"], parts, written.get("layout", 1))


def write_manifest(manifest: Manifest) -> None:
    """Put a manifest in force, in one step."""
    unfinished = lake_folder() / f"{_NAME}.unfinished"
    with unfinished.open("w") as file:
        file.write(_written(manifest))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(lake_folder() / _NAME)


def path_of(part: Part) -> Path:
    """Where a part lies."""
    return lake_folder() / part.file


def literal(path: Path) -> str:
    """A path as DuckDB's SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"


def scan(parts: Iterable[Part]) -> str:
    """DuckDB's words for reading these parts as one table. At least one."""
    return f"read_parquet([{', '.join(literal(path_of(part)) for part in parts)}])"


def _written(manifest: Manifest) -> str:
    parts = [asdict(part) for part in manifest.parts]
    return json.dumps(
        {"timezone": manifest.timezone, "layout": manifest.layout, "parts": parts}, indent=1, sort_keys=True
    )
