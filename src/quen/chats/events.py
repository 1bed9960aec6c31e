"""What happens to chats; `subject` is the chat. What was said stays in the chat, and no line is an event."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class ChatOpened(Happening):
    """Somebody began to write; `place` is `member` or `site`."""

    kind: ClassVar[str] = "chat.opened"
    place: str


@dataclass(frozen=True, kw_only=True)
class ChatClosed(Happening):
    """It is over. `waited_seconds` until the first answer, None where nobody answered."""

    kind: ClassVar[str] = "chat.closed"
    lines: int
    waited_seconds: int | None


@dataclass(frozen=True, kw_only=True)
class ChatBecameTicket(Happening):
    """Nobody answered in time, or staff could not settle it at once."""

    kind: ClassVar[str] = "chat.became_ticket"
    ticket: int
    is_by_itself: bool
