"""What happens to segments, and to customers in them."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class SegmentMade(Happening):
    """A segment was made; `subject` is the segment."""

    kind: ClassVar[str] = "segment.made"
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SegmentChanged(Happening):
    """A segment has a new version, or is shared or followed otherwise than before; `subject` is the segment."""

    kind: ClassVar[str] = "segment.changed"
    key: str
    version: int


@dataclass(frozen=True, kw_only=True)
class SegmentArchived(Happening):
    """A segment was put away; nobody is in it any more. `subject` is the segment."""

    kind: ClassVar[str] = "segment.archived"
    key: str


@dataclass(frozen=True, kw_only=True)
class SegmentRestored(Happening):
    """A segment was brought back; `subject` is the segment."""

    kind: ClassVar[str] = "segment.restored"
    key: str


@dataclass(frozen=True, kw_only=True)
class SegmentFilled(Happening):
    """A new rule or list took effect for everybody at once; `subject` is the segment. One event for all."""

    kind: ClassVar[str] = "segment.filled"
    key: str
    entered: int
    left: int


@dataclass(frozen=True, kw_only=True)
class SegmentEntered(Happening):
    """A customer came into a segment, by what she did or as time went by; `subject` is the segment."""

    kind: ClassVar[str] = "segment.entered"
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SegmentLeft(Happening):
    """A customer is no longer in a segment; `subject` is the segment."""

    kind: ClassVar[str] = "segment.left"
    key: str
    name: str
