"""What happens to messages; `subject` is the message."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class MessageSent(Happening):
    """It was handed over to the provider, or put on her page."""

    kind: ClassVar[str] = "message.sent"
    channel: str
    purpose: str
    template: int
    source_kind: str
    source: int | None


@dataclass(frozen=True, kw_only=True)
class MessageDelivered(Happening):
    """The provider says it arrived."""

    kind: ClassVar[str] = "message.delivered"
    channel: str
    source_kind: str
    source: int | None


@dataclass(frozen=True, kw_only=True)
class MessageBounced(Happening):
    """It came back."""

    kind: ClassVar[str] = "message.bounced"
    channel: str
    detail: str
    source_kind: str
    source: int | None


@dataclass(frozen=True, kw_only=True)
class MessageRefused(Happening):
    """When its time came it could not go: the guard or the provider refused it, or it was too late."""

    kind: ClassVar[str] = "message.refused"
    channel: str
    reason: str
    source_kind: str
    source: int | None


@dataclass(frozen=True, kw_only=True)
class MessageUnsubscribed(Happening):
    """She said stop to offers on a channel, perhaps with a reason; `subject` is the message it came with, if any."""

    kind: ClassVar[str] = "message.unsubscribed"
    channel: str
    reason: str
    words: str


@dataclass(frozen=True, kw_only=True)
class UnsubscribeReasonSaid(Happening):
    """She said afterwards why she had said stop."""

    kind: ClassVar[str] = "message.unsubscribe_reason"
    channel: str
    reason: str
    words: str


@dataclass(frozen=True, kw_only=True)
class WishesSaid(Happening):
    """She, or staff for her, said how she wants messages."""

    kind: ClassVar[str] = "message.wishes"
    title: str
    most_a_month: int | None
    only_birthdays: bool


@dataclass(frozen=True, kw_only=True)
class AddressSuppressed(Happening):
    """Nobody writes to this address any more."""

    kind: ClassVar[str] = "address.suppressed"
    address_suppressed: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AddressFreed(Happening):
    """The address may be written to again."""

    kind: ClassVar[str] = "address.freed"
    address_freed: str


@dataclass(frozen=True, kw_only=True)
class PushAsked(Happening):
    """She asked for notices on a phone or in a browser."""

    kind: ClassVar[str] = "push.asked"


@dataclass(frozen=True, kw_only=True)
class ZaloKnown(Happening):
    """Her number at Zalo is known from now on; `how`: she shared her phone there, or staff said who she is."""

    kind: ClassVar[str] = "zalo.known"
    how: str
