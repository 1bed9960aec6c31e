"""A shop, and a system that listens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import world as cast
from tests.webhooks.receiver import Receiver, start
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def receiver(tmp_path: Path, settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_MAY_LOOP_BACK = True
    running = start(tmp_path / "receiver")
    yield running
    running.stop()
