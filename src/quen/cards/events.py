"""What happens to cards and to links to them."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class CardsMade(Happening):
    """A batch of cards was made; `subject` is the batch."""

    kind: ClassVar[str] = "cards.made"
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class CardHandedOut(Happening):
    """A customer was given a card; `subject` is the card, as everywhere here."""

    kind: ClassVar[str] = "card.handed_out"
    number: str
    on_phone: bool = False


@dataclass(frozen=True, kw_only=True)
class CardLost(Happening):
    """A card was reported lost; its number stopped at once."""

    kind: ClassVar[str] = "card.lost"
    number: str


@dataclass(frozen=True, kw_only=True)
class CardFound(Happening):
    """A lost card turned up and counts again."""

    kind: ClassVar[str] = "card.found"
    number: str


@dataclass(frozen=True, kw_only=True)
class CardReplaced(Happening):
    """A card was replaced by another; points and history are the customer's and stay."""

    kind: ClassVar[str] = "card.replaced"
    number: str
    new_number: str


@dataclass(frozen=True, kw_only=True)
class CardBlocked(Happening):
    """A card was stopped by staff."""

    kind: ClassVar[str] = "card.blocked"
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CardUnblocked(Happening):
    """A blocked card counts again."""

    kind: ClassVar[str] = "card.unblocked"
    number: str


@dataclass(frozen=True, kw_only=True)
class PhoneCardOpened(Happening):
    """The card was opened on a phone; `subject` is the link."""

    kind: ClassVar[str] = "card.opened_on_phone"


@dataclass(frozen=True, kw_only=True)
class PhoneCardsEnded(Happening):
    """The card shows on no phone any more, and the number that phones showed has stopped."""

    kind: ClassVar[str] = "card.ended_on_phones"
    phones: int


@dataclass(frozen=True, kw_only=True)
class LinkKeyRenewed(Happening):
    """Links are signed with a new key; every link made before has ended."""

    kind: ClassVar[str] = "cards.link_key_renewed"
    version: int
