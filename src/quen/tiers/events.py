"""What happens to a member's tier."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class TierMoved(Happening):
    """A member rose or fell: the keys of the tiers before and after. `subject` is the purchase or return, if any."""

    kind: ClassVar[str] = "tier.moved"
    before: str
    after: str
