"""What happens to tickets; `subject` is the ticket. What was said stays in the ticket: not everyone may read it."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class _OfTicket(Happening):
    ticket: int
    ticket_kind: str
    topic: str


@dataclass(frozen=True, kw_only=True)
class TicketOpened(_OfTicket):
    """A customer was heard."""

    kind: ClassVar[str] = "ticket.opened"
    channel: str
    priority: str


@dataclass(frozen=True, kw_only=True)
class TicketReplied(_OfTicket):
    """She wrote again."""

    kind: ClassVar[str] = "ticket.replied"
    channel: str


@dataclass(frozen=True, kw_only=True)
class TicketAnswered(_OfTicket):
    """Staff answered her. `is_first`: for the first time; `is_in_time`: before the clock ran out."""

    kind: ClassVar[str] = "ticket.answered"
    is_first: bool
    is_in_time: bool


@dataclass(frozen=True, kw_only=True)
class TicketAssigned(_OfTicket):
    """It is somebody's now: `staff` by number, or a team's."""

    kind: ClassVar[str] = "ticket.assigned"
    staff: int | None
    role: str


@dataclass(frozen=True, kw_only=True)
class TicketEscalated(_OfTicket):
    """A clock is about to run out."""

    kind: ClassVar[str] = "ticket.escalated"
    due_at: str


@dataclass(frozen=True, kw_only=True)
class TicketSnoozed(_OfTicket):
    """It left the lists `until` a moment; empty: until she writes."""

    kind: ClassVar[str] = "ticket.snoozed"
    until: str


@dataclass(frozen=True, kw_only=True)
class TicketsMerged(_OfTicket):
    """It counts as the ticket `into` now."""

    kind: ClassVar[str] = "ticket.merged"
    into: int


@dataclass(frozen=True, kw_only=True)
class TicketsUnmerged(_OfTicket):
    """It stands alone again."""

    kind: ClassVar[str] = "ticket.unmerged"
    into: int


@dataclass(frozen=True, kw_only=True)
class _OfRecovery(_OfTicket):
    """`points`, or the key of a kind of `voucher`."""

    points: int
    voucher: str


@dataclass(frozen=True, kw_only=True)
class RecoveryAsked(_OfRecovery):
    """Staff would like to make good with more than they may give alone."""

    kind: ClassVar[str] = "ticket.recovery_asked"


@dataclass(frozen=True, kw_only=True)
class RecoveryGiven(_OfRecovery):
    """It was made good with something."""

    kind: ClassVar[str] = "ticket.recovery_given"


@dataclass(frozen=True, kw_only=True)
class RecoveryRefused(_OfRecovery):
    """A manager said no."""

    kind: ClassVar[str] = "ticket.recovery_refused"


@dataclass(frozen=True, kw_only=True)
class TicketSolved(_OfTicket):
    """Staff say it is settled."""

    kind: ClassVar[str] = "ticket.solved"
    is_in_time: bool


@dataclass(frozen=True, kw_only=True)
class TicketReopened(_OfTicket):
    """It was not settled after all."""

    kind: ClassVar[str] = "ticket.reopened"


@dataclass(frozen=True, kw_only=True)
class TicketClosed(_OfTicket):
    """Nobody said anything more for some days."""

    kind: ClassVar[str] = "ticket.closed"


@dataclass(frozen=True, kw_only=True)
class TicketRated(_OfTicket):
    """She said how it was: `score` of 1 to 5, and whether it was settled in one go."""

    kind: ClassVar[str] = "ticket.rated"
    score: int
    verdict: str
    is_low: bool


@dataclass(frozen=True, kw_only=True)
class MailCameBack(Happening):
    """A mail server says that a letter did not arrive; `letter` is its Message-ID. Whether it is one of ours, and went
    to that address, is for whoever sent it to say: anybody can write such a report."""

    kind: ClassVar[str] = "mail.came_back"
    address: str
    letter: str
    is_hard: bool
    detail: str
