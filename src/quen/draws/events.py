"""What happens to draws. `subject` is the draw."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class DrawKept(Happening):
    """A draft was written or changed."""

    kind: ClassVar[str] = "draw.kept"
    name: str


@dataclass(frozen=True, kw_only=True)
class DrawMoved(Happening):
    """It is open, closed, drawn or published; `proof` is what was made known by it."""

    kind: ClassVar[str] = "draw.moved"
    name: str
    state: str
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class DrawEntered(Happening):
    """A customer has more entries, other than by purchases."""

    kind: ClassVar[str] = "draw.entered"
    name: str
    count: int
    source: str


@dataclass(frozen=True, kw_only=True)
class DrawWon(Happening):
    """A customer won, told when the winners are published, or when she moves up. Of reserves nothing is told."""

    kind: ClassVar[str] = "draw.won"
    name: str
    prize: str
    fetch_until: str = ""


@dataclass(frozen=True, kw_only=True)
class JudgeDone(Happening):
    """A judge of a contest handed in all points (`is_excused`: judges no more). Of the points nothing is told."""

    kind: ClassVar[str] = "draw.judge_done"
    name: str
    staff: int
    is_excused: bool


@dataclass(frozen=True, kw_only=True)
class PrizeHandedOver(Happening):
    """A winner has her prize."""

    kind: ClassVar[str] = "draw.prize_handed_over"
    name: str
    prize: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PrizeNotTaken(Happening):
    """A winner gave her prize up, or (`is_late`) did not fetch it in time; the next reserve has it, if any."""

    kind: ClassVar[str] = "draw.prize_not_taken"
    name: str
    prize: str
    is_late: bool
    note: str = ""
