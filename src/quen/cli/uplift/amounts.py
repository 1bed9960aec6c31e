"""Outcomes as people write them: shares of customers in percent, amounts with as many digits as they deserve."""

import math
from dataclasses import dataclass

from quen.cli.report.words import NOTHING, Words
from quen.kernel.sentences import Sentence, gettext_noop

_LEAST_P = 0.001


@dataclass(frozen=True)
class Amounts:
    """One outcome's numbers; `size` is what its averages are like, which settles the digits."""

    words: Words
    is_share: bool
    size: float

    def average(self, number: float | None) -> str:
        """``12,4%`` for a share of customers, else the amount."""
        if number is None:
            return NOTHING
        size = abs(number)
        text = self.words.percent(100 * size) if self.is_share else self.words.decimal(size, self._digits)
        return f"−{text}" if number < 0 else text

    def difference(self, number: float) -> str:
        """With its sign; of shares in points of percent."""
        return _signed(number) + (
            self.words.decimal(100 * abs(number)) if self.is_share else self._bare(number)
        )

    def interval(self, low: float, high: float) -> str:
        """``+1,2…+3,4``."""
        return f"{self.difference(low)}…{self.difference(high)}"

    def with_unit(self, text: str) -> str:
        """A difference or an interval for a sentence: those of shares are points."""
        if not self.is_share:
            return text
        return Sentence(gettext_noop("%(points)s points"), {"points": text}).render(self.words.translate)

    def lift(self, number: float) -> str:
        """A rise in a sentence, without a sign."""
        return self.with_unit(self.difference(number).removeprefix("+"))

    def relative(self, share: float | None) -> str:
        """A lift as percent of the control's average."""
        return NOTHING if share is None else _signed(share) + self.words.percent(100 * abs(share))

    def p_value(self, p_value: float) -> str:
        """Three digits, and nothing more certain than below 0.001."""
        return (
            self.words.decimal(p_value, 3) if p_value >= _LEAST_P else f"<{self.words.decimal(_LEAST_P, 3)}"
        )

    def p_said(self, p_value: float) -> str:
        """``p = 0,034`` or ``p <0,001``."""
        text = self.p_value(p_value)
        return f"p {text}" if text.startswith("<") else f"p = {text}"

    def _bare(self, number: float) -> str:
        return self.words.decimal(abs(number), self._digits)

    @property
    def _digits(self) -> int:
        """So many that averages show about four figures."""
        if not self.size > 0:
            return 2
        return min(6, max(0, 3 - math.floor(math.log10(self.size))))


def _signed(number: float) -> str:
    return "+" if number > 0 else "−" if number < 0 else ""
