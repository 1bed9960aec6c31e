"""Lan, or a stranger, writes to the shop."""

from datetime import datetime
from typing import Any

from quen.chats.models import Chat
from quen.chats.open_chat import Visitor, open_chat
from quen.kernel.actor import Actor, ActorKind
from quen.shops.models import Staff
from quen.shops.roles import Role
from tests.tickets.matters import saigon
from tests.world import World, staff

MONDAY_TEN = saigon(2026, 11, 30, 10, 0)
AT_NIGHT = saigon(2026, 11, 30, 23, 0)
SHE = Actor(ActorKind.MEMBER)


def wrote(world: World, text: str = "Còn bánh mì không?", at: datetime = MONDAY_TEN, **said: Any) -> Chat:
    """Her first line, from her card unless it is said otherwise."""
    facts: dict[str, Any] = {"customer": world.lan.pk, "key": "first-line", **said}
    key = facts.pop("key")
    return open_chat(visitor=Visitor(**facts), text=text, key=key, at=at, by=SHE)


def helper() -> Staff:
    """Hà of support, a colleague of Mai's."""
    return staff(name="Vũ Thu Hà", email="ha@example.com", role=Role.SUPPORT)
