"""Mai's shop with SMS that may carry offers, and how its outreach pages are asked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.settings import change_limits, connect
from quen.people.search import refresh_search
from tests import world
from tests.console.cast import signed_in
from tests.messages.letters import BRAND
from tests.world import World


@pytest.fixture
def shop() -> World:
    built = world.build()
    refresh_search()
    change_limits(channel=Channel.SMS, is_on=True, price_minor=350, by=SYSTEM)
    connect(channel=Channel.SMS, settings=BRAND, secrets={}, by=SYSTEM)
    return built


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(f"console:outreach:{name}", args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, /, *arguments: object, **said: Any) -> Any:
    return client.post(reverse(f"console:outreach:{name}", args=arguments), said)
