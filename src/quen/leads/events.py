"""What happens to leads; `subject` is the lead."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class LeadCaptured(Happening):
    """Somebody showed interest."""

    kind: ClassVar[str] = "lead.captured"
    source: str
    wish: str


@dataclass(frozen=True, kw_only=True)
class LeadCameAgain(Happening):
    """She showed interest once more while her lead was open."""

    kind: ClassVar[str] = "lead.came_again"
    source: str
    wish: str


@dataclass(frozen=True, kw_only=True)
class LeadMoved(Happening):
    """The lead is at another step."""

    kind: ClassVar[str] = "lead.moved"
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class LeadAssigned(Happening):
    """It is somebody's now, `staff` by number, or nobody's in particular; and of the event's store, or of all."""

    kind: ClassVar[str] = "lead.assigned"
    staff: int | None


@dataclass(frozen=True, kw_only=True)
class LeadWon(Happening):
    """The lead became a customer."""

    kind: ClassVar[str] = "lead.won"
    source: str


@dataclass(frozen=True, kw_only=True)
class LeadLost(Happening):
    """The lead went elsewhere or nowhere."""

    kind: ClassVar[str] = "lead.lost"
    reason: str
    competitor: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LeadReopened(Happening):
    """A lost or won lead is under way again."""

    kind: ClassVar[str] = "lead.reopened"


@dataclass(frozen=True, kw_only=True)
class LeadsExported(Happening):
    """A file with personal data was made of the leads a list showed: of no one lead, for the audit."""

    kind: ClassVar[str] = "leads.exported"
    leads: int
    file_format: str
    query: str
