"""After a load of many facts all readers follow, the long ones beside the others."""

import threading
from datetime import date

import pytest

from quen.config import readers
from quen.events.lag import unread
from quen.events.reader import Reader
from quen.events.readers import catch_up
from quen.insight.lake.manifest import read_manifest
from quen.insight.models import CustomerSummary
from tests.events.story import settle
from tests.insight.shop import buy
from tests.world import build

pytestmark = pytest.mark.django_db(transaction=True)


def test_long_readers_have_threads_of_their_own_and_nothing_stays_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = build()
    buy(world.lan, date(2026, 11, 2), 30_000, store=world.store)
    settle()
    threads: dict[str, threading.Thread] = {}

    def noted(reader: Reader) -> int:
        threads[reader.name] = threading.current_thread()
        return catch_up(reader)

    monkeypatch.setattr(readers, "catch_up", noted)
    readers.follow_a_load()

    assert set(threads) == {"summary", "segments", "lake"}
    assert threads["summary"] is threads["segments"] is not threads["lake"]
    assert threading.main_thread() not in threads.values()
    assert read_manifest().rows("purchases") == 1
    assert CustomerSummary.objects.get(customer=world.lan.pk).purchases == 1
    assert [reader.name for reader in readers.READERS if unread(reader.name)] == []
