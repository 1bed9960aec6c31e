"""Mai looks at her reports on a Sunday in November."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.console.reports.books import open_shop, settle
from tests.world import World


@pytest.fixture
def sunday(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Iterator[datetime]:
    """The clock stands at Sunday, 22 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    yield now


@pytest.fixture
def shop(db: None, sunday: datetime) -> World:
    """A year of sales, settled."""
    world = open_shop()
    settle(sunday.astimezone(UTC).date())
    return world


@pytest.fixture
def mai(client: Client, shop: World) -> Client:
    """The owner's browser, in English."""
    client.force_login(shop.mai)
    client.cookies["django_language"] = "en"
    return client
