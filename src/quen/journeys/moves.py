"""What a step makes of a customer: she goes on, she stays for a while, or she is out."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from quen.journeys.models import Enrolment, Journey, JourneyVersion, Reason
from quen.journeys.plan import Place, Plan


@dataclass(frozen=True)
class Here:
    """A customer at a step. `customer` is whom she counts as; `due_at` when the step was due, `at` the moment now."""

    journey: Journey
    version: JourneyVersion
    plan: Plan
    place: Place
    enrolment: Enrolment
    customer: int
    at: datetime
    due_at: datetime
    zone: ZoneInfo

    @property
    def key(self) -> str:
        """The effect's key: this step of this customer, for ever the same."""
        return f"journey:{self.enrolment.pk}:{self.place.path}"


@dataclass(frozen=True)
class Onward:
    """On to the step at `path`."""

    path: str
    outcome: str = ""
    subject: int | None = None


@dataclass(frozen=True)
class Stay:
    """Here until then, or until an event of the kind comes."""

    until: datetime
    waits_for: str = ""


@dataclass(frozen=True)
class Out:
    """The end of the journey."""

    reason: Reason
    words: str = ""


Move = Onward | Stay | Out
