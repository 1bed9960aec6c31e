"""What a purchase gives, why, and what a return takes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from quen.kernel.sentences import Sentence
from quen.programme.gifts import Issued
from quen.programme.state import MemberState


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule: what it gave, or every reason why it gave nothing.

    `missing_minor` is how much more money was needed where that alone was missing.
    """

    key: str
    name: str
    is_fired: bool
    points: int = 0
    reasons: tuple[Sentence, ...] = ()
    missing_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOffer:
    """A better price for some lines of the receipt, or how far it is.

    `off_minor` is what it takes off each of `lines`: zero where it does not hold, or another price is better there.
    """

    key: str
    name: str
    applies: bool
    percent_off: int
    lines: tuple[int, ...]
    reason: Sentence
    off_minor: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TierProgress:
    """Where the member stands after the purchase, in the tiers' measure (points, minor units, visits)."""

    key: str
    name: str
    before: str
    balance: int
    until: date
    next_key: str | None
    missing: int
    reasons: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One award, line by line, so that any part of the receipt can be taken back to the last unit.

    `lines` are the numbers of the lines that earned it.
    """

    key: str
    lines: tuple[int, ...]
    points: tuple[int, ...]
    credit: tuple[int, ...]
    steps: tuple[int, ...]
    step_cost: int
    stamps: tuple[int, ...]
    voucher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything one purchase gives. Times are the shop's wall clock; `expires_at` None: never."""

    programme: str
    version: int
    at: datetime
    points: int
    line_points: tuple[int, ...]
    qualifying_points: int
    pending_until: datetime
    expires_at: datetime | None
    remainder_minor: int
    results: tuple[RuleResult, ...]
    stamps: Mapping[str, int]
    vouchers: tuple[Issued, ...]
    prices: tuple[PriceOffer, ...]
    tier: TierProgress | None
    before: MemberState
    after: MemberState
    earning: tuple[int, ...]
    quantities_milli: tuple[int, ...]
    shares: tuple[Share, ...]
    returned_milli: tuple[int, ...]
    """How much of each line has come back already."""

    @property
    def fired(self) -> tuple[RuleResult, ...]:
        """What gave something."""
        return tuple(result for result in self.results if result.is_fired)

    @property
    def not_fired(self) -> tuple[RuleResult, ...]:
        """What gave nothing, with the reasons."""
        return tuple(result for result in self.results if not result.is_fired)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What a return takes back; the counters are differences, for the state as it is by then."""

    points: int
    line_points: tuple[int, ...]
    qualifying_points: int
    spending_minor: int
    remainder_minor: int
    meters: Mapping[str, int]
    rule_points: Mapping[str, int]
    stamps: Mapping[str, int]
    revoked: tuple[Issued, ...]
    outcome: Outcome = field(repr=False)
    """The purchase's outcome with these lines marked as returned: judge the next return by it."""
