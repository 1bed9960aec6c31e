"""What happens to campaigns; `subject` is the campaign. What each customer gets is told by her messages."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class CampaignMade(Happening):
    """A campaign was drafted."""

    kind: ClassVar[str] = "campaign.made"
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignChanged(Happening):
    """Its draft says something else now."""

    kind: ClassVar[str] = "campaign.changed"
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignAsked(Happening):
    """It waits for a second person's yes."""

    kind: ClassVar[str] = "campaign.asked"
    name: str
    size: int


@dataclass(frozen=True, kw_only=True)
class CampaignDecided(Happening):
    """It was approved, or given back to be changed."""

    kind: ClassVar[str] = "campaign.decided"
    name: str
    is_approved: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class CampaignLaunched(Happening):
    """Its audience is fixed: so many are written to, so many held out."""

    kind: ClassVar[str] = "campaign.launched"
    name: str
    customers: int
    held_out: int


@dataclass(frozen=True, kw_only=True)
class CampaignSent(Happening):
    """All its messages are in the outbox."""

    kind: ClassVar[str] = "campaign.sent"
    name: str
    messages: int


@dataclass(frozen=True, kw_only=True)
class CampaignStopped(Happening):
    """Nothing more of it is sent, for good; so many messages were taken out of the outbox."""

    kind: ClassVar[str] = "campaign.stopped"
    name: str
    messages: int


@dataclass(frozen=True, kw_only=True)
class CampaignRepeats(Happening):
    """It comes round from now on, or does not any more."""

    kind: ClassVar[str] = "campaign.repeats"
    name: str
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class VariantStopped(Happening):
    """A text of it is not offered again, or is after all."""

    kind: ClassVar[str] = "campaign.variant"
    name: str
    letter: str
    is_stopped: bool
