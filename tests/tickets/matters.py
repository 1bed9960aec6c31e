"""Lan complains that her coffee was cold."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from quen.tickets.choices import CameBy, TicketKind, Topic
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Contact, Matter, open_ticket
from tests.world import World

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
COLD = Matter(text="Cà phê giao tới đã nguội", kind=TicketKind.COMPLAINT, topic=Topic.DELIVERY)
LAN = Contact(name="Chị Lan", phone="0912 345 678", email="lan@example.com")


def saigon(*parts: int) -> datetime:
    """A moment by the shop's clock."""
    return datetime(*parts, tzinfo=SAIGON)  # type: ignore[arg-type, misc]


MONDAY_TEN = saigon(2026, 11, 30, 10, 0)


def heard(world: World, at: datetime = MONDAY_TEN, matter: Matter = COLD, **said: Any) -> Ticket:
    """Her ticket, as staff typed it at the telephone."""
    usual: dict[str, Any] = {"came_by": CameBy.PHONE, "contact": LAN, "is_proven": True}
    return open_ticket(matter=matter, at=at, by=world.by_mai, **{**usual, **said})
