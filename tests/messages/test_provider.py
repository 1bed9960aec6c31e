"""E-mail through a provider's HTTP API by django-anymail; a real HTTP server answers as the provider does."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, State, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_limits, change_sending, connect
from tests.messages.gateway import Gateway, start
from tests.world import World


@pytest.fixture
def brevo(shop: World, tmp_path: Path) -> Iterator[Gateway]:
    running = start(tmp_path / "brevo")
    running.answers({"messageId": "<brevo-1@smtp-relay>"}, status=201)
    settings = {
        "sender": "quan@example.com",
        "provider": "brevo",
        "api_url": f"http://127.0.0.1:{running.port}/v3/",
    }
    connect(channel=Channel.EMAIL, settings=settings, secrets={"api_key": "k3y"}, by=SYSTEM)
    change_limits(channel=Channel.EMAIL, price_minor=20, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    yield running
    running.stop()


@pytest.fixture
def message(shop: World, brevo: Gateway, mail_offer: TemplateVersion, now: datetime) -> Message:
    return queue(customer=shop.lan.pk, version=mail_offer, key="tet:lan", at=now, by=SYSTEM)


def after(message: Message, at: datetime) -> Message:
    hand_over_due(account_of(Channel.EMAIL), at=at)
    message.refresh_from_db()
    return message


def test_the_provider_gets_the_letter_with_its_headers(
    message: Message, brevo: Gateway, now: datetime
) -> None:
    row = after(message, now)
    [asked] = brevo.asked()
    body = json.loads(asked["body"])
    assert asked["headers"]["api-key"] == "k3y"
    assert body["subject"] == "[QC] Quà cho bạn Lan"
    assert body["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (row.state, row.provider_id, row.cost_minor) == (State.HANDED_OVER, "<brevo-1@smtp-relay>", 20)


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ({"answer": {"code": "bad"}, "status": 400}, State.REFUSED),
        ({"status": 401}, State.WAITING),
        ({"status": 429}, State.WAITING),
        ({"status": 500}, State.UNKNOWN),
        ({"hangs_up": True}, State.UNKNOWN),
    ],
)
def test_what_its_answers_mean(
    how: dict[str, Any], state: State, message: Message, brevo: Gateway, now: datetime
) -> None:
    brevo.answers(**how)
    assert after(message, now).state == state
    assert len(brevo.asked()) == 1


def test_a_provider_that_is_not_there_is_asked_again(message: Message, brevo: Gateway, now: datetime) -> None:
    brevo.stop()
    row = after(message, now)
    assert (row.state, row.attempts) == (State.WAITING, 0)
