"""What insight has to tell."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class StageChanged(Happening):
    """A customer stands elsewhere than before: `before` is empty for one without a summary until now.

    `cause` is "purchase" (what she did) or "time" (what she did not).
    """

    kind: ClassVar[str] = "customer.stage_changed"

    before: str
    after: str
    cause: str


@dataclass(frozen=True, kw_only=True)
class CareDone(Happening):
    """A customer was looked after; `subject` is the line of the day's list, `why` its kind."""

    kind: ClassVar[str] = "care.done"

    why: str


@dataclass(frozen=True, kw_only=True)
class CareSetAside(Happening):
    """Staff decided not to look after a customer for this reason until a day."""

    kind: ClassVar[str] = "care.set_aside"

    why: str
    until: str


@dataclass(frozen=True, kw_only=True)
class CareUndone(Happening):
    """What was decided about a line was taken back: `was` is "done" or "aside"."""

    kind: ClassVar[str] = "care.undone"

    why: str
    was: str
