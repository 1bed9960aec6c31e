"""Hoa asks for a coffee machine."""

from datetime import datetime
from typing import Any

from quen.leads.capture import Captured, Person, capture
from quen.leads.models import LeadSource
from tests.world import World

HOA = Person(name="Trần Thị Hoa", phone="0987 654 321", email="hoa@example.com")


def hoa_asks(world: World, at: datetime, person: Person = HOA, **said: Any) -> Captured:
    """Her lead, as staff typed it."""
    usual: dict[str, Any] = {"source": LeadSource.PHONE, "wish": "Máy pha cà phê"}
    return capture(person=person, **{**usual, **said}, at=at, by=world.by_mai)
