"""A shop with a running programme and Lan its member."""

import pytest

from tests import world as cast
from tests.flows.loyal import member, running
from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    shop = cast.build()
    running(shop)
    member(shop)
    return shop
