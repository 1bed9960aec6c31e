"""What the stories of journeys have in common: plans in a few lines, and time that passes when it is told to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from quen.events.emit import emit
from quen.events.happening import Happening
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.journeys.advance import advance_due
from quen.journeys.models import Enrolment, Journey
from quen.journeys.reader import journey_reader
from quen.journeys.save import make_journey
from quen.journeys.switch import switch_on
from quen.journeys.yaml_text import from_values
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer

Values = dict[str, Any]
BUYS: Values = {"on": "event", "event": "purchase.recorded"}
THANKS: Values = {"do": "message", "texts": [{"channel": "sms", "body": 'Cảm ơn {{ dear|or:"bạn" }}!'}]}


@dataclass(frozen=True, kw_only=True)
class Bought(Happening):
    """As the till tells it."""

    kind: ClassVar[str] = "purchase.recorded"
    amount_minor: int


def journey_of(*steps: Values, at: datetime, is_on: bool = True, **said: Any) -> Journey:
    """A journey that begins with a purchase, unless it is said to begin otherwise; switched on."""
    values: Values = {"key": "cam-on", "name": "Cảm ơn", "triggers": [BUYS], "steps": list(steps), **said}
    made = make_journey(plan=from_values(values), at=at, by=SYSTEM)
    return switch_on(journey=made.pk, at=at, by=SYSTEM) if is_on else made


def buys(customer: Customer, at: datetime, amount_minor: int = 45_000, purchase: int | None = None) -> None:
    """She buys; what it was is told elsewhere."""
    emit(Bought(at=at, by=SYSTEM, customer=customer.pk, subject=purchase, amount_minor=amount_minor))


def read(now: datetime) -> None:
    """The reader comes by at this moment."""
    catch_up(journey_reader(now=lambda: now), until=EVERYTHING)


def go(now: datetime) -> int:
    """The reader and the worker come by at this moment."""
    read(now)
    return advance_due(at=now)


def after(now: datetime, **passed: int) -> datetime:
    """So much later."""
    return now + timedelta(**passed)


def only(journey: Journey) -> Enrolment:
    """The one who is or was in it."""
    return Enrolment.objects.get(journey=journey)
