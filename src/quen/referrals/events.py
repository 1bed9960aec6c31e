"""What happens to referrals. Told to the advocate and to the friend; `subject` is the referral."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class TermsSet(Happening):
    """What a friend brought is worth from now on. `subject` is the terms."""

    kind: ClassVar[str] = "referral_terms.set"
    is_running: bool


@dataclass(frozen=True, kw_only=True)
class ReferralMade(Happening):
    """A friend became a member with a code."""

    kind: ClassVar[str] = "referral.made"
    advocate: int
    friend: int
    is_doubted: bool


@dataclass(frozen=True, kw_only=True)
class ReferralAllowed(Happening):
    """Staff looked at what spoke against it, and let it go on."""

    kind: ClassVar[str] = "referral.allowed"
    advocate: int
    friend: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReferralRewarded(Happening):
    """The friend's purchase stays: who was promised something has it. `points` are those of the customer told."""

    kind: ClassVar[str] = "referral.rewarded"
    advocate: int
    friend: int
    points: int
    has_voucher: bool


@dataclass(frozen=True, kw_only=True)
class ReferralRefused(Happening):
    """Nothing is given."""

    kind: ClassVar[str] = "referral.refused"
    advocate: int
    friend: int
    reason: str
