"""E-mail through a provider's HTTP API by django-anymail; a real HTTP server answers as the provider does."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, State, Suppression, TemplateVersion
from quen.messages.queue import queue
from quen.messages.report_token import token_of
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


def says(what: str, **more: object) -> Any:
    """A report as Brevo posts it, from a stranger who knows the address."""
    report = {
        "event": what,
        "message-id": "<brevo-1@smtp-relay>",
        "email": "lan@example.com",
        "ts_epoch": 1,
        **more,
    }
    return Client(enforce_csrf_checks=True).post(
        f"/hooks/email/{token_of(Channel.EMAIL)}/", report, content_type="application/json"
    )


def test_the_provider_says_later_that_it_arrived(message: Message, now: datetime) -> None:
    after(message, now)
    assert says("opened").status_code == 200
    assert says("delivered", **{"message-id": "<somebody-else@smtp-relay>"}).status_code == 200
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER
    assert [says("delivered").status_code, says("delivered").status_code] == [200, 200]
    message.refresh_from_db()
    assert (message.state, Suppression.objects.count()) == (State.DELIVERED, 0)


def test_a_letter_that_came_back_for_good_ends_the_address_and_a_full_mailbox_does_not(
    message: Message, now: datetime
) -> None:
    after(message, now)
    says("soft_bounce", reason="mailbox full")
    message.refresh_from_db()
    assert (message.state, Suppression.objects.count()) == (State.BOUNCED, 0)
    Message.objects.update(state=State.HANDED_OVER)
    says("hard_bounce", reason="no such user")
    message.refresh_from_db()
    assert (message.state, message.detail) == (State.BOUNCED, "no such user")
    assert Suppression.objects.get().address == "lan@example.com"


def test_who_calls_it_spam_gets_no_more_offers(message: Message, now: datetime) -> None:
    after(message, now)
    assert says("spam").status_code == 200
    assert Suppression.objects.get().reason == "complained"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [("wrong", "{}", 404), ("right", "no json", 409), ("right", "[]", 409), ("right", "x" * 1_000_001, 413)],
)
def test_what_is_no_report_is_refused(message: Message, path: str, body: str, status: int) -> None:
    token = token_of(Channel.EMAIL) if path == "right" else path
    answer = Client().post(f"/hooks/email/{token}/", body, content_type="application/json")
    assert (answer.status_code, Message.objects.get().state) == (status, message.state)


def test_without_a_provider_nobody_reads_reports(message: Message) -> None:
    connect(channel=Channel.EMAIL, settings={"provider": ""}, secrets={}, by=SYSTEM)
    assert says("delivered").status_code == 409
    assert Client().head(f"/hooks/email/{token_of(Channel.EMAIL)}/").status_code == 200
