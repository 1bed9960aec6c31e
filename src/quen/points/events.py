"""What happens to points. `subject` is always the transfer; `points` are above zero."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class PointsEarned(Happening):
    """Points were given; they can be spent from `pending_until` on and are gone at `expires_at` (empty: never)."""

    kind: ClassVar[str] = "points.earned"
    points: int
    pending_until: str
    expires_at: str = ""
    reason: str = ""
    purchase: int | None = None


@dataclass(frozen=True, kw_only=True)
class PointsRedeemed(Happening):
    """Points were spent."""

    kind: ClassVar[str] = "points.redeemed"
    points: int
    reason: str = ""
    purchase: int | None = None


@dataclass(frozen=True, kw_only=True)
class PointsReserved(Happening):
    """Points are held for a redemption under way."""

    kind: ClassVar[str] = "points.reserved"
    points: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PointsReleased(Happening):
    """Held points are free again, because someone said so or because the time ran out."""

    kind: ClassVar[str] = "points.released"
    points: int
    is_timed_out: bool = False


@dataclass(frozen=True, kw_only=True)
class PointsRepaid(Happening):
    """Points just given made good what was owed."""

    kind: ClassVar[str] = "points.repaid"
    points: int
