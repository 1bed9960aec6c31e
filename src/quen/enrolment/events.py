"""What happens to the programme and to its members."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class ProgrammeDrafted(Happening):
    """A draft was written or changed; `subject` is the version's row. `changes`: place → before and after."""

    kind: ClassVar[str] = "programme.drafted"
    version: int
    changes: dict[str, list[object]]


@dataclass(frozen=True, kw_only=True)
class ProgrammeDraftDropped(Happening):
    """A draft was thrown away; its text is kept here, so that it can be written again."""

    kind: ClassVar[str] = "programme.draft_dropped"
    version: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeLaunched(Happening):
    """A version was launched: it judges purchases from that day on."""

    kind: ClassVar[str] = "programme.launched"
    version: int
    effective_from: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeEnded(Happening):
    """A launched version was given its last day, or (`until` empty) freed of it."""

    kind: ClassVar[str] = "programme.ended"
    version: int
    until: str


@dataclass(frozen=True, kw_only=True)
class MemberEnrolled(Happening):
    """A customer became a member."""

    kind: ClassVar[str] = "member.enrolled"
    way: str


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Happening):
    """A member left the programme. Her history stays; her points are the ledger's matter."""

    kind: ClassVar[str] = "member.left"
