"""A sale rung up through the API arrives at whoever listens, by the worker's own threads."""

import json
import threading
from datetime import UTC, datetime
from typing import Any

import pytest

from quen.config import worker
from quen.config.readers import READERS
from quen.events.models import Event
from quen.events.readers import run_all
from quen.kernel.actor import SYSTEM
from quen.webhooks.endpoints import add_endpoint
from tests.api.cast import till
from tests.events.story import settle
from tests.flows.loyal import member, running
from tests.webhooks.receiver import Receiver, wait_for
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sale_is_told_to_who_listens(
    shop: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    running(shop)
    member(shop)
    add_endpoint(
        name="Kho",
        url=receiver.url,
        kinds=["purchase", "points"],
        at=datetime(2026, 1, 1, tzinfo=UTC),
        by=SYSTEM,
    )
    sale: dict[str, Any] = {
        "store": shop.store.pk,
        "customer": shop.lan.pk,
        "bought_at": "2026-11-22T09:00:00+07:00",
        "lines": [{"amount_minor": 58_000}],
    }
    assert till().post("/purchases", sale).status_code == 201
    settle()
    run_all([reader for reader in READERS if reader.name == "webhooks"])

    monkeypatch.setattr(worker, "POLL_SECONDS", 0.05)
    stop = threading.Event()
    postman = threading.Thread(target=worker._deliver_webhooks, args=[stop])
    postman.start()
    try:
        arrived = wait_for(2, receiver)
    finally:
        stop.set()
        postman.join()
    told = [json.loads(each["body"]) for each in arrived]
    assert sorted(each["type"] for each in told) == ["points.earned", "purchase.recorded"]
    recorded = next(each["data"] for each in told if each["type"] == "purchase.recorded")
    assert (recorded["customer"], recorded["store"]) == (shop.lan.pk, shop.store.pk)
    assert recorded["subject"] == Event.objects.get(kind="purchase.recorded").subject
