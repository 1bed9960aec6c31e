"""What happens in journeys; `subject` is the journey."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class _OfJourney(Happening):
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class JourneyKept(_OfJourney):
    """A journey was made, or says something else from now on."""

    kind: ClassVar[str] = "journey.kept"
    version: int


@dataclass(frozen=True, kw_only=True)
class JourneySwitched(_OfJourney):
    """Customers may enter from now on, or no longer; `emptied`: those inside were taken out."""

    kind: ClassVar[str] = "journey.switched"
    is_on: bool
    emptied: int


@dataclass(frozen=True, kw_only=True)
class JourneyEntered(_OfJourney):
    """A customer entered. `arm`: ``treated``; held out to compare with: ``control`` here, ``global`` of all offers."""

    kind: ClassVar[str] = "journey.entered"
    arm: str


@dataclass(frozen=True, kw_only=True)
class JourneyLeft(_OfJourney):
    """A customer is through, or out: `reason` ``end``, ``exit``, ``goal``, ``merged``, ``emptied``."""

    kind: ClassVar[str] = "journey.left"
    arm: str
    reason: str
    words: str


@dataclass(frozen=True, kw_only=True)
class JourneyTold(_OfJourney):
    """A step tells other systems something about a customer."""

    kind: ClassVar[str] = "journey.told"
    words: str
