"""Telling another system: a real receiver answers as it is told."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, State
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_limits, connect
from quen.webhooks.sign import headers, new_secret
from tests.messages.conftest import written
from tests.webhooks.receiver import Receiver, start
from tests.world import World

SECRET = new_secret()


@pytest.fixture
def receiver(shop: World, tmp_path: Path, settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_MAY_LOOP_BACK = True
    running = start(tmp_path / "receiver")
    connect(channel=Channel.WEBHOOK, settings={"address": running.url}, secrets={"secret": SECRET}, by=SYSTEM)
    change_limits(channel=Channel.WEBHOOK, is_on=True, price_minor=5, by=SYSTEM)
    yield running
    running.stop()


@pytest.fixture
def message(shop: World, receiver: Receiver, now: datetime) -> Message:
    text = written(Channel.WEBHOOK, MessagePurpose.TRANSACTIONAL, subject="Cảm ơn", body="Cảm ơn {{ dear }}")
    return queue(customer=shop.lan.pk, version=text, key="thanks:lan", at=now, by=SYSTEM)


def after(message: Message, at: datetime) -> Message:
    hand_over_due(account_of(Channel.WEBHOOK), at=at)
    message.refresh_from_db()
    return message


def test_the_other_system_is_told_once_and_can_check_who_says_so(
    message: Message, receiver: Receiver, shop: World, now: datetime
) -> None:
    receiver.answers(204)
    row = after(message, now)
    after(message, now)
    [arrived] = receiver.arrived()
    said = json.loads(arrived["body"])
    sent = {name.lower(): value for name, value in arrived["headers"].items()}
    assert said["type"] == "message.send"
    assert (said["data"]["key"], said["data"]["customer"], said["data"]["text"]) == (
        "thanks:lan", shop.lan.pk, "Cảm ơn bạn Lan",
    )  # fmt: skip
    expected = headers(
        message=sent["webhook-id"], timestamp=int(sent["webhook-timestamp"]), body=arrived["body"].encode(),
        signed_with=[SECRET],
    )  # fmt: skip
    assert sent["webhook-signature"] == expected["webhook-signature"]
    assert (row.state, row.cost_minor) == (State.HANDED_OVER, 5)


def test_what_was_not_answered_is_told_again_under_the_same_id(
    message: Message, receiver: Receiver, now: datetime
) -> None:
    receiver.answers(500)
    assert after(message, now).state == State.WAITING
    receiver.answers(200)
    assert after(message, now + timedelta(hours=1)).state == State.HANDED_OVER
    ids = [each["headers"].get("webhook-id") for each in receiver.arrived()]
    assert len(ids) == 2
    assert ids[0] == ids[1] is not None


def test_a_no_is_a_no(message: Message, receiver: Receiver, now: datetime) -> None:
    receiver.answers(410)
    row = after(message, now)
    assert (row.state, row.detail) == (State.REFUSED, "HTTP 410")


def test_nothing_goes_into_the_shops_own_network(
    message: Message, receiver: Receiver, now: datetime, settings: Any
) -> None:
    connect(
        channel=Channel.WEBHOOK,
        settings={"address": "https://127.0.0.1/x"},
        secrets={"secret": SECRET},
        by=SYSTEM,
    )
    settings.WEBHOOKS_MAY_LOOP_BACK = False
    row = after(message, now)
    assert (row.state, receiver.arrived()) == (State.WAITING, [])
