"""The shop the tills belong to."""

import pytest

from tests import world as cast
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()
