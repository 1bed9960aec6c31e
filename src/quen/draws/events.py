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
    """A customer won, told when the winners are published. Of reserves nothing is told."""

    kind: ClassVar[str] = "draw.won"
    name: str
    prize: str
