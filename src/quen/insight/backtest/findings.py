"""What a back-test found: one verdict per programme, and who would win or lose by the change."""

from dataclasses import dataclass

from quen.programme.outcome import Outcome
from quen.programme.programme import Programme
from quen.programme.totals import Totals

SHOWN = 5


@dataclass(frozen=True)
class Example:
    """A receipt, and what the programme says about it."""

    receipt: str | None
    amount_minor: int
    outcome: Outcome


@dataclass(frozen=True)
class Verdict:
    """One programme over the history; `label` is the name of its file."""

    label: str
    programme: Programme
    totals: Totals
    examples: tuple[Example, ...]
    silent_rules: tuple[str, ...]
    """Its rules that could not fire, because the sales do not say what they ask."""

    @property
    def points_cost_minor(self) -> int:
        """What the points given cost once they are spent: those expired or taken back cost nothing."""
        totals = self.totals
        points = totals.points_earned - totals.points_taken_back - totals.points_expired
        return points * self.programme.point_value_minor

    @property
    def cost_minor(self) -> int:
        """Points, vouchers and prices."""
        return self.points_cost_minor + self.totals.vouchers_minor + self.totals.prices_minor

    @property
    def liability_minor(self) -> int:
        """Points outstanding, at their value."""
        return self.totals.points_outstanding * self.programme.point_value_minor

    @property
    def cost_share_of_revenue(self) -> float | None:
        """Cost per hundred of revenue."""
        return _percent(self.cost_minor, self.totals.revenue_minor)

    @property
    def cost_share_of_margin(self) -> float | None:
        """Cost per hundred of margin, where the programme's back-test section gives the margin."""
        margin = self.programme.back_test.margin_percent
        return _percent(self.cost_minor * 100, self.totals.revenue_minor * margin) if margin else None


@dataclass(frozen=True)
class Change:
    """One member's worth under both programmes, minor units."""

    customer: str
    before_minor: int
    after_minor: int

    @property
    def gain_minor(self) -> int:
        """Above zero for a winner."""
        return self.after_minor - self.before_minor


@dataclass(frozen=True)
class Comparison:
    """The draft against another programme: members who would be given more, less, or the same."""

    winners: int
    losers: int
    same: int
    most_won: tuple[Change, ...]
    most_lost: tuple[Change, ...]


@dataclass(frozen=True)
class Findings:
    """Everything one back-test says; `seconds` is the whole time, `replay_seconds` that of judging alone."""

    currency: str
    anonymous_purchases: int
    unlinked_returns: int
    draft: Verdict
    against: Verdict | None
    comparison: Comparison | None
    segments_are_todays: bool
    """Rules ask for segments, and were answered by who is in them today."""
    seconds: float
    replay_seconds: float


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole > 0 else None
