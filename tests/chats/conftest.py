"""The cast, in the database."""

import pytest

from tests import world as cast


@pytest.fixture
def world(db: None) -> cast.World:
    return cast.build()
