"""What the person asked for, checked."""

from dataclasses import dataclass
from pathlib import Path

from quen.cli.json_out import JsonOut
from quen.cli.language import Language
from quen.sales_file import ReadOptions


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen backtest`."""

    programme: Path
    against: Path | None
    sales: list[Path]
    json: JsonOut
    reading: ReadOptions
    language: Language
