"""What happens to rewards. `subject` is the claim; of the catalogue, the reward."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class RewardKept(Happening):
    """A reward was written into the catalogue, or changed. `subject` is the reward."""

    kind: ClassVar[str] = "reward.kept"
    name: str
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class RewardClaimed(Happening):
    """A member asked for a reward: her points and one piece are held until `expires_at`."""

    kind: ClassVar[str] = "reward.claimed"
    name: str
    points: int
    price_minor: int
    code: str
    expires_at: str


@dataclass(frozen=True, kw_only=True)
class RewardHandedOver(Happening):
    """She has it; the points are spent."""

    kind: ClassVar[str] = "reward.handed_over"
    name: str
    points: int
    voucher: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimCancelled(Happening):
    """It was given up, or its time ran out: points and piece are free again."""

    kind: ClassVar[str] = "reward.cancelled"
    name: str
    points: int
    is_timed_out: bool = False
