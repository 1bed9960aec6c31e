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


@dataclass(frozen=True, kw_only=True)
class PointsExpired(Happening):
    """Nobody spent them in time."""

    kind: ClassVar[str] = "points.expired"
    points: int


@dataclass(frozen=True, kw_only=True)
class PointsTakenBack(Happening):
    """Goods came back, and with them the points they had given; `owed` is what of `points` she had no longer."""

    kind: ClassVar[str] = "points.taken_back"
    points: int
    owed: int = 0
    purchase: int | None = None


@dataclass(frozen=True, kw_only=True)
class PointsRestored(Happening):
    """Spent points are in their own lots again."""

    kind: ClassVar[str] = "points.restored"
    points: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PointsReversed(Happening):
    """A transfer was undone; `change` is what that did to her balance."""

    kind: ClassVar[str] = "points.reversed"
    change: int
    undone: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PointsAdjusted(Happening):
    """Staff corrected the balance by `change`."""

    kind: ClassVar[str] = "points.adjusted"
    change: int
    reason: str
    approved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class AdjustmentAsked(Happening):
    """A correction waits for a second person. `subject` is the adjustment."""

    kind: ClassVar[str] = "points.adjustment_asked"
    change: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AdjustmentRefused(Happening):
    """A correction was refused. `subject` is the adjustment."""

    kind: ClassVar[str] = "points.adjustment_refused"
    change: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PointsGiven(Happening):
    """She gave points to another member."""

    kind: ClassVar[str] = "points.given"
    points: int
    to: int


@dataclass(frozen=True, kw_only=True)
class PointsReceived(Happening):
    """Another member gave her points."""

    kind: ClassVar[str] = "points.received"
    points: int
    giver: int


@dataclass(frozen=True, kw_only=True)
class PointsPooled(Happening):
    """Points went into the household's (`change` below zero) or came out of it."""

    kind: ClassVar[str] = "points.pooled"
    change: int


@dataclass(frozen=True, kw_only=True)
class PoolShareSet(Happening):
    """So much of what she earns goes into the household's points from now on."""

    kind: ClassVar[str] = "points.pool_share"
    before: int
    percent: int


@dataclass(frozen=True, kw_only=True)
class PartnerPoints(Happening):
    """Points came from a partner (`change` above zero) or went to one, for `theirs` of the partner's own."""

    kind: ClassVar[str] = "points.partner"
    change: int
    partner: str
    theirs: int


@dataclass(frozen=True, kw_only=True)
class PointsBrought(Happening):
    """A balance was brought from another system."""

    kind: ClassVar[str] = "points.brought"
    points: int
    expires_at: str = ""


@dataclass(frozen=True, kw_only=True)
class PointsMoved(Happening):
    """Points came (`change` above zero) or went with a merge of two customers, or with its undoing."""

    kind: ClassVar[str] = "points.moved"
    change: int


@dataclass(frozen=True, kw_only=True)
class PartnerChanged(Happening):
    """The terms with a partner were written. `subject` is the partner."""

    kind: ClassVar[str] = "partner.changed"
    name: str
