"""Charts as data: what a page says about them, and what frontend/src/charts draws.

The shapes mirror frontend/src/charts/kinds.ts. Values are plain numbers: money in the currency itself, rates in
percent, None where there is nothing to show (a month that is not over yet).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from quen.kernel.money import minor_digits, written

Value = float | int | None


@dataclass(frozen=True)
class Unit:
    """How values are written."""

    style: Literal["number", "percent", "money"] = "number"
    digits: int = 0
    sign: str = ""


PERCENT = Unit("percent", digits=1)
COUNT = Unit("number")


def money_unit(currency: str) -> Unit:
    """Amounts of one currency."""
    return Unit("money", digits=minor_digits(currency), sign=written(0, currency).rpartition(" ")[2])


@dataclass(frozen=True)
class Series:
    """One line, or the bars of one kind: a value for each category."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Bars:
    """Bars over categories; `lying` for long names, `stacked` for parts of a whole."""

    categories: Sequence[str]
    series: Sequence[Series]
    unit: Unit = COUNT
    stacked: bool = False
    lying: bool = False
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True)
class Lines:
    """Lines over categories in order."""

    categories: Sequence[str]
    series: Sequence[Series]
    unit: Unit = COUNT
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True)
class Heat:
    """A table in which darker is more, such as a cohort triangle: ``cells[row][column]``."""

    columns: Sequence[str]
    rows: Sequence[str]
    cells: Sequence[Sequence[Value]]
    unit: Unit = PERCENT
    kind: Literal["heat"] = "heat"


@dataclass(frozen=True)
class Point:
    """A named place; `size` in pixels across."""

    name: str
    x: float
    y: float
    size: float = 12


@dataclass(frozen=True)
class Points:
    """Places by two measures, named `across` and `up`."""

    across: str
    up: str
    points: Sequence[Point]
    unit_across: Unit = COUNT
    unit_up: Unit = COUNT
    kind: Literal["points"] = "points"


Chart = Bars | Lines | Heat | Points


@dataclass(frozen=True)
class Figure:
    """A chart with the finding as its title and the table behind it; `rows` are already written out."""

    title: str
    chart: Chart
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    height_rem: float = 18
    is_wide: bool = False

    @property
    def least_width_rem(self) -> float:
        """Narrower than this the chart scrolls inside its card: a cell must hold its number."""
        return 6 + 2.5 * len(self.chart.columns) if isinstance(self.chart, Heat) else 0

    def drawing(self) -> dict[str, object]:
        """What the script reads."""
        return asdict(self.chart)
