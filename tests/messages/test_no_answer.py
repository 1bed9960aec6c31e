"""Zalo, push services and other systems that take the words and never say so: silent, or cut off before they answer."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels import request
from quen.messages.channels.push.vapid import make_key
from quen.messages.channels.zalo.send import PATH
from quen.messages.guard import Reason
from quen.messages.hand_over import MOST_ATTEMPTS, hand_over_due
from quen.messages.models import Message, State, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_limits, connect
from quen.messages.templates import Said, make_template, newest_version
from quen.people.models import Customer
from quen.webhooks import post
from quen.webhooks.sign import new_secret
from tests.messages import push_peer, zalo_peer
from tests.messages.conftest import written
from tests.messages.letters import LONG_AGO
from tests.messages.test_push import asks
from tests.messages.test_zalo import connected, event, signed, told
from tests.webhooks import receiver
from tests.world import World

PATIENCE, SILENCE = 0.4, 2.5
RECEIPT = MessagePurpose.TRANSACTIONAL
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Peer:
    """A provider in a process of its own: what it is to write, how it is told to answer, what it was asked."""

    version: TemplateVersion
    answers: Callable[..., None]
    asked: Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Tenths of a second for what is 15 or 20 in the shop; the providers are on this machine."""
    monkeypatch.setattr(request, "SECONDS", (PATIENCE, PATIENCE))
    monkeypatch.setattr(post, "TOTAL_SECONDS", PATIENCE)
    settings.WEBHOOKS_MAY_LOOP_BACK = True


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def zalo(shop: World, tmp_path: Path, running: ExitStack) -> Peer:
    """Its access token is made already."""
    process = zalo_peer.start(tmp_path / "zalo")
    running.callback(process.stop)
    connected(process)
    change_limits(channel=Channel.ZALO, is_on=True, by=SYSTEM)
    said = Said(zns_template="286711", zns_params={"customer_name": "{{ name }}"})
    template = make_template(
        name="Điểm", channel=Channel.ZALO, purpose=RECEIPT, said=said, at=LONG_AGO, by=SYSTEM
    )
    return Peer(newest_version(template), process.answers, lambda: process.asked(PATH))


@pytest.fixture
def service(tmp_path: Path, running: ExitStack) -> push_peer.PushService:
    process = push_peer.start(tmp_path / "push")
    running.callback(process.stop)
    return process


@pytest.fixture
def push(shop: World, service: push_peer.PushService, now: datetime) -> Peer:
    """Lan asked for notices on one phone."""
    connect(channel=Channel.PUSH, settings={"contact": "mai@example.com"}, secrets={}, by=SYSTEM)
    change_limits(channel=Channel.PUSH, is_on=True, by=SYSTEM)
    make_key()
    asks(shop, service, "phone", now)
    version = written(Channel.PUSH, RECEIPT, body="Cảm ơn {{ dear }}")
    return Peer(version, lambda **how: service.answers(phone={"status": 201, **how}), service.asked)


@pytest.fixture
def webhook(shop: World, tmp_path: Path, running: ExitStack) -> Peer:
    other = receiver.start(tmp_path / "receiver")
    running.callback(other.stop)
    connect(
        channel=Channel.WEBHOOK, settings={"address": other.url}, secrets={"secret": new_secret()}, by=SYSTEM
    )
    change_limits(channel=Channel.WEBHOOK, is_on=True, by=SYSTEM)
    version = written(Channel.WEBHOOK, RECEIPT, subject="Cảm ơn", body="Cảm ơn {{ dear }}")

    def answers(status: int = 200, sleeps: float = 0, **how: object) -> None:
        other.answers(status, sleep=sleeps, **how)

    return Peer(version, answers, other.arrived)


@pytest.fixture
def peer(request: pytest.FixtureRequest) -> Peer:
    found: Peer = request.getfixturevalue(request.param)
    return found


def asked_for(peer: Peer, customer: Customer, at: datetime, key: str = "thanks") -> Message:
    return queue(customer=customer.pk, version=peer.version, key=key, at=at, by=SYSTEM)


def after(row: Message, at: datetime) -> Message:
    hand_over_due(account_of(Channel(row.channel)), at=at)
    row.refresh_from_db()
    return row


NO_ANSWER = pytest.mark.parametrize(
    "how", [{"sleeps": SILENCE}, {"hangs_up": True}], ids=["silent", "cut off"]
)


@NO_ANSWER
@pytest.mark.parametrize("peer", ["zalo", "push"], indirect=True)
def test_who_cannot_drop_a_second_one_gets_none(
    peer: Peer, how: dict[str, object], shop: World, now: datetime
) -> None:
    peer.answers(**how)
    row = after(asked_for(peer, shop.lan, now), now)
    assert (row.state, row.reason, row.ended_at) == (State.UNKNOWN, "", now)
    peer.answers()
    for later in (1, 30):
        assert after(row, now + later * HOUR).state == State.UNKNOWN
    assert len(peer.asked()) == 1


@pytest.mark.parametrize("peer", ["zalo", "push", "webhook"], indirect=True)
def test_the_same_key_is_the_same_message(peer: Peer, shop: World, now: datetime) -> None:
    peer.answers()
    row = after(asked_for(peer, shop.lan, now), now)
    again = asked_for(peer, shop.lan, now + MINUTE)
    assert (row.state, again.pk) == (State.HANDED_OVER, row.pk)
    assert after(again, now + MINUTE).state == State.HANDED_OVER
    assert len(peer.asked()) == Message.objects.count() == 1


def test_zalos_report_says_what_became_of_the_one_it_was_silent_about(
    zalo: Peer, shop: World, now: datetime
) -> None:
    zalo.answers(sleeps=SILENCE)
    row = after(asked_for(zalo, shop.lan, now), now)
    assert row.state == State.UNKNOWN
    body = event(msg_id="zns-7", tracking_id=json.loads(zalo.asked()[0]["body"])["tracking_id"])
    assert told(Client(), body, signed(body)) == 200
    row.refresh_from_db()
    assert row.state == State.DELIVERED


def test_without_an_access_token_nothing_has_left(zalo: Peer, shop: World, now: datetime) -> None:
    zalo.answers(token_seconds=SILENCE)
    row = after(asked_for(zalo, shop.lan, now), now)
    assert (row.state, row.reason, row.attempts, zalo.asked()) == (State.WAITING, Reason.BUSY, 0, [])


def test_one_phone_that_answers_is_enough(
    push: Peer, service: push_peer.PushService, shop: World, now: datetime
) -> None:
    push.answers(hangs_up=True)
    asks(shop, service, "laptop", now)
    row = after(asked_for(push, shop.lan, now), now)
    assert row.state == State.HANDED_OVER
    after(row, now + HOUR)
    assert sorted(each["path"] for each in push.asked()) == ["/laptop", "/phone"]


@NO_ANSWER
def test_another_system_drops_doubles_and_so_is_told_again(
    webhook: Peer, how: dict[str, object], shop: World, now: datetime
) -> None:
    webhook.answers(**how)
    row = after(asked_for(webhook, shop.lan, now), now)
    assert (row.state, row.reason, row.attempts) == (State.WAITING, Reason.BUSY, 1)
    webhook.answers()
    assert after(row, now + HOUR).state == State.HANDED_OVER
    assert after(row, now + 2 * HOUR).state == State.HANDED_OVER
    assert len({each["headers"]["webhook-id"] for each in webhook.asked()}) == 1
    assert len(webhook.asked()) == 2


def test_a_message_another_system_chokes_on_keeps_nobody_waiting_and_is_given_up_as_unknown(
    webhook: Peer, shop: World, now: datetime
) -> None:
    hoa, at = Customer.objects.create(name="Hoa"), now
    choked, behind = asked_for(webhook, shop.lan, now), asked_for(webhook, hoa, now, key="behind")
    webhook.answers(status=500)
    for minutes in (0, 1):
        after(choked, now + minutes * MINUTE)
    webhook.answers()
    assert after(behind, now + 2 * MINUTE).state == State.HANDED_OVER
    webhook.answers(status=500)
    while choked.state == State.WAITING:
        at = choked.due_at
        after(choked, at)
    assert (choked.state, choked.attempts, choked.detail) == (State.UNKNOWN, MOST_ATTEMPTS, "HTTP 500")
    assert at < now + timedelta(days=1)


@pytest.mark.parametrize("status", [401, 429, 502, 503])
def test_another_system_that_is_down_costs_nobody_an_attempt(
    webhook: Peer, status: int, shop: World, now: datetime
) -> None:
    webhook.answers(status=status)
    row = after(asked_for(webhook, shop.lan, now), now)
    assert (row.state, row.reason, row.attempts) == (State.WAITING, Reason.BUSY, 0)
