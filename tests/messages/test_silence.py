"""A provider that says nothing any more: before it has the words it is asked again, after that nobody sends them twice."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.channels import request
from quen.messages.channels.email import smtp
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, State, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_sending, connect
from tests.messages.gateway import Gateway, start
from tests.messages.letters import BRAND
from tests.messages.mailbox import Mailbox
from tests.world import World

PATIENCE, SILENCE = 0.5, 2.5


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second for what is 20 or 30 in the shop."""
    monkeypatch.setattr(request, "SECONDS", (PATIENCE, PATIENCE))
    monkeypatch.setattr(smtp, "SECONDS", PATIENCE)


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    running = start(tmp_path / "gateway")
    yield running
    running.stop()


def handed_over(message: Message, at: datetime) -> Message:
    hand_over_due(account_of(Channel(message.channel)), at=at)
    message.refresh_from_db()
    return message


def test_a_gateway_that_has_the_words_and_is_silent_is_not_asked_twice(
    shop: World, sms_offer: TemplateVersion, gateway: Gateway, now: datetime
) -> None:
    said = {"url": gateway.url, "fields": {"to": "{{phone}}", "text": "{{text}}"},
            "answer": {"status": "code", "id": "data.id", "taken": ["0"]}}  # fmt: skip
    connect(
        channel=Channel.SMS,
        settings={**BRAND, "gateway": json.dumps(said), "way_out": "TC gui 8088"},
        secrets={},
        by=SYSTEM,
    )
    gateway.answers({"code": "0", "data": {"id": "GW-1"}}, sleeps=SILENCE)
    message = handed_over(queue(customer=shop.lan.pk, version=sms_offer, key="tet", at=now, by=SYSTEM), now)
    assert message.state == State.UNKNOWN
    gateway.answers({"code": "0", "data": {"id": "GW-2"}})
    for hours in (1, 30):
        assert handed_over(message, now + timedelta(hours=hours)).state == State.UNKNOWN
    assert len(gateway.asked()) == 1


def test_a_providers_api_that_is_silent_is_not_asked_twice(
    shop: World, mail_offer: TemplateVersion, gateway: Gateway, now: datetime, settings: Any
) -> None:
    settings.ANYMAIL = {"REQUESTS_TIMEOUT": PATIENCE}
    said = {
        "sender": "quan@example.com",
        "provider": "brevo",
        "api_url": f"http://127.0.0.1:{gateway.port}/v3/",
    }
    connect(channel=Channel.EMAIL, settings=said, secrets={"api_key": "k3y"}, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    gateway.answers({"messageId": "<brevo-1@smtp-relay>"}, status=201, sleeps=SILENCE)
    message = handed_over(queue(customer=shop.lan.pk, version=mail_offer, key="tet", at=now, by=SYSTEM), now)
    assert message.state == State.UNKNOWN
    assert handed_over(message, now + timedelta(hours=30)).state == State.UNKNOWN
    assert len(gateway.asked()) == 1


def test_a_mail_server_that_is_silent_before_it_has_the_letter_is_asked_again(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.answers(rcpt_sleep=SILENCE)
    message = handed_over(queue(customer=shop.lan.pk, version=mail_offer, key="tet", at=now, by=SYSTEM), now)
    assert (message.state, message.reason, message.attempts) == (State.WAITING, Reason.BUSY, 0)
    mailbox.answers()
    assert handed_over(message, now + timedelta(hours=1)).state == State.HANDED_OVER
    assert len(mailbox.names()) == 1


def test_a_mail_server_that_is_silent_after_it_has_the_letter_gets_it_once(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.answers(sleep=SILENCE)
    message = handed_over(queue(customer=shop.lan.pk, version=mail_offer, key="tet", at=now, by=SYSTEM), now)
    assert message.state == State.UNKNOWN
    mailbox.answers()
    for hours in (1, 30):
        assert handed_over(message, now + timedelta(hours=hours)).state == State.UNKNOWN
    assert len(mailbox.names()) == 1
