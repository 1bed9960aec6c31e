"""What the person asked for, checked."""

from dataclasses import dataclass
from pathlib import Path

from quen.cli.language import Language
from quen.sales_file import ReadOptions

STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen backtest`."""

    programme: Path
    against: Path | None
    sales: list[Path]
    json: str | None
    reading: ReadOptions
    language: Language

    @property
    def is_for_machines(self) -> bool:
        """Standard output carries JSON and nothing else."""
        return self.json == STANDARD_OUTPUT

    @property
    def json_file(self) -> Path | None:
        """The file the JSON goes to, None where there is none."""
        return None if self.json is None or self.is_for_machines else Path(self.json)
