"""Numbers, money and dates as people write them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from quen.cli.language import Language
from quen.kernel.money import written

_NO_CURRENCY = "XXX"  # ISO 4217: no currency involved
NOTHING = "–"

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Words:
    """One language and one currency; `translate` is the gettext function of that language."""

    language: Language
    currency: str
    translate: Translate

    def count(self, number: int | None) -> str:
        """``1.250`` in Vietnamese, ``1,250`` in English; a dash where there is no number."""
        return NOTHING if number is None else self._local(f"{number:,}")

    def decimal(self, number: float | None, digits: int = 1) -> str:
        """``48,9``; a dash where there is no number. A whole number shows no digits behind the point."""
        if number is None:
            return NOTHING
        return self._local(f"{number:,.{0 if number == round(number) else digits}f}")

    def percent(self, number: float | None) -> str:
        """``48,9%``; a dash where there is no rate."""
        return NOTHING if number is None else self._local(f"{number:,.1f}") + "%"

    def share(self, part: float, whole: float) -> str:
        """Part of whole in percent; a dash where there is no whole."""
        return self.percent(100 * part / whole if whole else None)

    def money(self, amount_minor: float | None) -> str:
        """``1.250.000 ₫``; a dash where there is no amount, and no sign where the file names no currency."""
        if amount_minor is None:
            return NOTHING
        return written(round(amount_minor), self.currency, self.language).removesuffix(f" {_NO_CURRENCY}")

    def day(self, day: date | None) -> str:
        """``22/11/2026`` in Vietnamese, ``22 Nov 2026`` in English, which cannot be taken for a month first."""
        if day is None:
            return NOTHING
        return (
            f"{day:%d/%m/%Y}"
            if self.language is Language.VI
            else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        )

    def month(self, month: date) -> str:
        """``11/2026`` in Vietnamese, ``Nov 2026`` in English."""
        return (
            f"{month:%m/%Y}" if self.language is Language.VI else f"{_MONTHS[month.month - 1]} {month.year}"
        )

    def _local(self, text: str) -> str:
        if self.language is Language.VI:
            return text.translate(_VIETNAMESE_MARKS)
        return text


_VIETNAMESE_MARKS = str.maketrans(",.", ".,")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
