"""The table behind a chart: values first, written for reading only at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quen.console.templatetags.written import NOTHING, money_in, number, percent

Value = str | int | float | date | None


class Kind(Enum):
    """What a column holds. Money is in minor units, rates are in percent."""

    TEXT = "text"
    COUNT = "count"
    DECIMAL = "decimal"
    FINE = "fine"
    PERCENT = "percent"
    MONEY = "money"
    MONTH = "month"


class Mark(Enum):
    """Why a row is to be read with care."""

    UNFINISHED = "unfinished"
    FEW = "few"

    @property
    def words(self) -> Promise:
        """What stands beside the row."""
        return _("not over yet") if self is Mark.UNFINISHED else _("few customers")


@dataclass(frozen=True)
class Column:
    """A heading and what stands below it."""

    heading: str
    kind: Kind


@dataclass(frozen=True)
class Row:
    """One line; its first value names it."""

    values: tuple[Value, ...]
    mark: Mark | None = None


@dataclass(frozen=True)
class Table:
    """Lines under headings, values as they are."""

    columns: Sequence[Column]
    rows: Sequence[Row]

    @property
    def headings(self) -> list[str]:
        """What stands above the columns."""
        return [column.heading for column in self.columns]

    def written(self, currency: str) -> list[list[str]]:
        """The rows for reading, each mark beside the name of its row."""
        return [self._written(row, currency) for row in self.rows]

    def _written(self, row: Row, currency: str) -> list[str]:
        cells = [
            cell(value, column.kind, currency) for value, column in zip(row.values, self.columns, strict=True)
        ]
        if row.mark:
            cells[0] = f"{cells[0]} ({row.mark.words})"
        return cells


def cell(value: Value, kind: Kind, currency: str) -> str:
    """One value for reading; a dash where there is none."""
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return month(value)
    if isinstance(value, str):
        return value
    match kind:
        case Kind.PERCENT:
            return percent(value)
        case Kind.MONEY:
            return money_in(round(value), currency)
        case Kind.DECIMAL:
            return number(value, 0 if value == round(value) else 1)
        case Kind.FINE:
            return number(value, 3)
        case _:
            return number(value)


def month(first_day: date) -> str:
    """``11/2026``."""
    return f"{first_day:%m/%Y}"
