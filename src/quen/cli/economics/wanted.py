"""What the person asked for."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from quen.cli.json_out import JsonOut
from quen.cli.language import Language
from quen.economics.shop import Assumptions
from quen.kernel.money import to_minor
from quen.sales_file import ReadOptions


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
        return Assumptions(
            margin=_share(self.margin, kept.margin),
            keeping_minor=_cost(self.keeping, kept.keeping_minor, currency),
            winning_minor=_cost(self.winning, kept.winning_minor, currency),
            discount=_share(self.discount, kept.discount),
            win_back=_share(self.win_back, kept.win_back),
        )


def _share(said: float | None, kept: float) -> float:
    return kept if said is None else said / 100


def _cost(said: float | None, kept_minor: int, currency: str) -> int:
    return kept_minor if said is None else to_minor(Decimal(str(said)), currency)


@dataclass(frozen=True)
class Wanted:
    """The command line of `quen economics`."""

    files: list[Path]
    said: Said
    json: JsonOut
    reading: ReadOptions
    language: Language
