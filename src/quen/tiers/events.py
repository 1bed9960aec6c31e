"""What happens to a member's tier."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class TierMoved(Happening):
    """A member rose or fell: the tiers' keys before and after, and the name of the one she has now. `subject` is the
    purchase or return that moved her, if any.
    """

    kind: ClassVar[str] = "tier.moved"
    before: str
    after: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class TierWarned(Happening):
    """A member would lose her tier on `due_on`; `missing` more, in the tiers' measure, and she keeps it."""

    kind: ClassVar[str] = "tier.warned"
    tier: str
    name: str
    falls_to: str
    due_on: str
    missing: int
    measure: str
