"""What a back-test adds up."""

from dataclasses import dataclass, field

from quen.programme.outcome import Outcome


@dataclass(kw_only=True)
class Totals:
    """What a programme would have given over the history. Points whole, money in minor units.

    points_earned = points_taken_back + points_expired + points_redeemed + points_outstanding, always.
    """

    purchases: int = 0
    members: int = 0
    revenue_minor: int = 0
    points_earned: int = 0
    points_taken_back: int = 0
    points_expired: int = 0
    points_redeemed: int = 0
    points_outstanding: int = 0
    vouchers_issued: int = 0
    vouchers_minor: int = 0
    prices_minor: int = 0
    """What price steps and refill prices would have taken off."""
    members_by_tier: dict[str, int] = field(default_factory=dict)
    points_by_rule: dict[str, int] = field(default_factory=dict)
    worth_by_member: list[int] = field(default_factory=list)
    """What each member was given, in minor units, taken-back points not counted."""
    examples: dict[int, Outcome] = field(default_factory=dict)
