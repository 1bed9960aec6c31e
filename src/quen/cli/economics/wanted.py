"""What the person asked for."""

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from quen.cli.language import Language
from quen.economics.shop import Assumptions
from quen.kernel.money import to_minor
from quen.sales_file import ReadOptions

STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Said:
    """Assumptions from the command line: shares in percent, money in the currency; None: not said."""

    margin: float | None
    keeping: float | None
    winning: float | None
    discount: float | None
    win_back: float | None

    def over(self, kept: Assumptions, currency: str) -> Assumptions:
        """What was said, and otherwise what was kept."""
        shares = {"margin": self.margin, "discount": self.discount, "win_back": self.win_back}
        costs = {"keeping_minor": self.keeping, "winning_minor": self.winning}
        return replace(
            kept,
            **{name: share / 100 for name, share in shares.items() if share is not None},
            **{
                name: to_minor(Decimal(str(cost)), currency)
                for name, cost in costs.items()
                if cost is not None
            },
        )


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen economics`."""

    files: list[Path]
    said: Said
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
