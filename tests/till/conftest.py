"""The cast, a running programme, and how the till's script speaks."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.people.search import refresh_search
from quen.shops.models import Staff
from tests import world as cast
from tests.flows.loyal import running

PHONE = "0912 345 678"


@dataclass
class Till:
    """A browser before the till, with Tú before it."""

    client: Client
    store: int

    def get(self, name: str, /, *args: object, **query: Any) -> Any:
        return self.client.get(reverse(f"till:{name}", args=args), query)

    def post(self, name: str, /, **said: Any) -> Any:
        return self.client.post(reverse(f"till:{name}"), json.dumps(said), content_type="application/json")

    def sale(self, *amounts: int, **said: Any) -> dict[str, Any]:
        """What the script says of a sale of coffees."""
        lines = [
            {"product": "ca-phe", "name": "Cà phê sữa", "amount_minor": amount}
            for amount in amounts or (95_000,)
        ]
        return {"store": self.store, "at": timezone.now().isoformat(), "lines": lines, **said}

    def sell(self, *amounts: int, **said: Any) -> Any:
        """A finished one."""
        own = {"key": str(uuid4()), "receipt": f"261126-K7Q-{uuid4().hex[:6].upper()}", **said}
        return self.post("sales", **self.sale(*amounts, **own))


def till_of(person: Staff, store: int) -> Till:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(person)
    return Till(client, store)


@pytest.fixture
def world(db: None) -> cast.World:
    """One point for every 10,000 ₫, worth 1,000 ₫ each, five to whoever joins."""
    world = cast.build()
    running(world, point_value_minor=1_000, welcome={"points": 5})
    refresh_search()
    return world


@pytest.fixture
def till(world: cast.World) -> Till:
    return till_of(world.tu, world.store.pk)


@pytest.fixture
def lan(world: cast.World) -> int:
    """Lan, enrolled."""
    joined = timezone.now() - timedelta(days=20)
    enrol(phone=PHONE, consent=True, way=Way.TILL, at=joined, key="lan", by=world.by_mai)
    return world.lan.pk
