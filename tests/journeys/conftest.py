"""A shop that writes to its customers, and journeys to send them on."""

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.settings import change_limits, connect
from quen.people.models import Identity, IdentityKind
from tests import world as cast
from tests.messages.conftest import agree
from tests.messages.letters import BRAND
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    """Lan agrees to everything, by SMS and e-mail; SMS is turned on."""
    world = cast.build()
    Identity.objects.create(customer=world.lan, kind=IdentityKind.EMAIL, value="lan@example.com")
    agree(world.lan)
    change_limits(channel=Channel.SMS, is_on=True, by=SYSTEM)
    connect(channel=Channel.SMS, settings=BRAND, secrets={}, by=SYSTEM)
    return world
