"""ZNS through a server that behaves as Zalo's documentation says."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from django.db import connection
from django.test import Client

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.zalo.send import PATH, tracking_of
from quen.messages.channels.zalo.token import PATH as TOKEN_PATH
from quen.messages.channels.zalo.token import access_token
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, State, Suppression, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_limits, connect
from quen.messages.settings_models import ChannelAccount
from quen.messages.templates import Said, make_template, newest_version
from tests.messages.letters import LONG_AGO
from tests.messages.zalo_peer import Zalo, start
from tests.world import World


def connected(zalo: Zalo, refresh_token: str = "refresh-0") -> None:
    connect(
        channel=Channel.ZALO,
        settings={"app_id": "77", "api_url": zalo.url, "oauth_url": zalo.url},
        secrets={"secret_key": "app-secret", "oa_secret": "oa-secret", "refresh_token": refresh_token},
        by=SYSTEM,
    )


@pytest.fixture
def zalo(shop: World, tmp_path: Path) -> Iterator[Zalo]:
    running = start(tmp_path / "zalo")
    connected(running)
    change_limits(channel=Channel.ZALO, is_on=True, price_minor=200, by=SYSTEM)
    yield running
    running.stop()


@pytest.fixture
def points(shop: World) -> TemplateVersion:
    template = make_template(
        name="Điểm",
        channel=Channel.ZALO,
        purpose=MessagePurpose.TRANSACTIONAL,
        said=Said(zns_template="286711", zns_params={"customer_name": "{{ name }}"}),
        at=LONG_AGO,
        by=SYSTEM,
    )
    return newest_version(template)


@pytest.fixture
def message(shop: World, zalo: Zalo, points: TemplateVersion, now: datetime) -> Message:
    return queue(customer=shop.lan.pk, version=points, key="points:lan", at=now, by=SYSTEM)


def after(message: Message, at: datetime) -> Message:
    hand_over_due(account_of(Channel.ZALO), at=at)
    message.refresh_from_db()
    return message


def test_a_template_goes_with_a_fresh_token_that_is_kept(
    message: Message, zalo: Zalo, points: TemplateVersion, shop: World, now: datetime
) -> None:
    row = after(message, now)
    [asked] = zalo.asked(PATH)
    assert json.loads(asked["body"]) == {
        "phone": "84912345678", "template_id": "286711", "template_data": {"customer_name": "Lan"},
        "tracking_id": "points:lan",
    }  # fmt: skip
    assert asked["headers"]["access_token"] == "access-1"
    assert (row.state, row.provider_id, row.cost_minor) == (State.HANDED_OVER, "zns-1", 200)
    secrets = account_of(Channel.ZALO).secrets
    assert (secrets["access_token"], secrets["refresh_token"]) == ("access-1", "refresh-1")
    again = queue(customer=shop.lan.pk, version=points, key="again", at=now, by=SYSTEM)
    assert after(again, now).state == State.HANDED_OVER
    assert len(zalo.asked(TOKEN_PATH)) == 1


def test_a_token_zalo_refuses_is_renewed_once_and_the_message_goes_once(
    message: Message, zalo: Zalo, points: TemplateVersion, shop: World, now: datetime
) -> None:
    after(message, now)
    zalo.answers(access_ended=True)
    again = queue(customer=shop.lan.pk, version=points, key="again", at=now, by=SYSTEM)
    assert after(again, now).state == State.HANDED_OVER
    tokens = [row["headers"]["access_token"] for row in zalo.asked(PATH)]
    assert tokens == ["access-1", "access-1", "access-2"]
    assert account_of(Channel.ZALO).secrets["refresh_token"] == "refresh-2"


def test_a_refresh_token_typed_anew_puts_the_old_access_away(
    message: Message, zalo: Zalo, points: TemplateVersion, shop: World, now: datetime
) -> None:
    after(message, now)
    connected(zalo, "of-another-account")
    again = queue(customer=shop.lan.pk, version=points, key="again", at=now, by=SYSTEM)
    row = after(again, now)
    assert (row.state, row.reason, row.attempts) == (State.WAITING, Reason.BUSY, 0)
    assert "-14014" in row.detail
    assert len(zalo.asked(PATH)) == 1


@pytest.mark.parametrize(
    ("how", "state", "reason"),
    [
        ({"error": -118}, State.BOUNCED, Reason.PROVIDER),
        ({"error": -114}, State.REFUSED, Reason.PROVIDER),
        ({"error": -131}, State.REFUSED, Reason.PROVIDER),
        ({"error": -115}, State.WAITING, Reason.BUSY),
        ({"error": -144}, State.WAITING, Reason.BUSY),
        ({"error": -147}, State.WAITING, Reason.BUSY),
        ({"status": 429, "headers": {"Retry-After": "90"}}, State.WAITING, Reason.BUSY),
        ({"error": -100}, State.UNKNOWN, ""),
        ({"status": 500}, State.UNKNOWN, ""),
        ({"hangs_up": True}, State.UNKNOWN, ""),
    ],
)
def test_what_its_answers_mean(
    how: dict[str, object], state: State, reason: str, message: Message, zalo: Zalo, now: datetime
) -> None:
    zalo.answers(**how)
    row = after(message, now)
    assert (row.state, row.reason) == (state, reason)
    assert not Suppression.objects.exists()
    zalo.answers()
    after(message, now + timedelta(hours=12))
    assert len(zalo.asked(PATH)) == (2 if state == State.WAITING else 1)


def test_zalo_away_costs_nobody_an_attempt(message: Message, zalo: Zalo, now: datetime) -> None:
    zalo.stop()
    row = after(message, now)
    assert (row.state, row.reason, row.attempts) == (State.WAITING, Reason.BUSY, 0)


def test_a_report_is_believed_by_its_signature(message: Message, zalo: Zalo, now: datetime) -> None:
    after(message, now)
    stranger = Client(enforce_csrf_checks=True)
    body = event(msg_id="zns-1")
    for signature in ("", "mac=" + "0" * 64, signed(body, secret="guessed")):
        assert told(stranger, body, signature) == 403
    assert told(stranger, body.replace(b"zns-1", b"zns-2"), signed(body)) == 403
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER
    assert told(stranger, event(msg_id="somebody's"), signed(event(msg_id="somebody's"))) == 200
    assert told(stranger, body, signed(body)) == 200
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_a_report_tells_of_a_message_nobody_knew_of(message: Message, zalo: Zalo, now: datetime) -> None:
    zalo.answers(hangs_up=True)
    assert after(message, now).state == State.UNKNOWN
    body = event(msg_id="zns-7", tracking_id="points:lan")
    assert told(Client(), body, signed(body)) == 200
    message.refresh_from_db()
    assert message.state == State.DELIVERED


@pytest.mark.parametrize("hostile", [b"[" * 90_000, b"\xff\xfe", b'"a word"', b""])
def test_what_is_no_event_is_refused(message: Message, zalo: Zalo, hostile: bytes) -> None:
    assert told(Client(), hostile, "mac=" + "0" * 64) == 403


def test_a_time_that_is_no_text_is_refused(message: Message, zalo: Zalo) -> None:
    said = {**json.loads(event(msg_id="zns-1")), "timestamp": "\ud800"}
    assert told(Client(), json.dumps(said).encode(), "mac=" + "0" * 64) == 403


def test_without_the_accounts_secret_no_report_is_believed(message: Message, zalo: Zalo) -> None:
    ChannelAccount.objects.filter(pk=Channel.ZALO).update(secrets={})
    body = event(msg_id="zns-1")
    assert told(Client(), body, signed(body, secret="")) == 403


def test_a_long_key_is_tracked_by_its_digest() -> None:
    assert tracking_of("tet:7") == "tet:7"
    assert tracking_of("k" * 120) == hashlib.sha256(b"k" * 120).hexdigest()[:48]


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_refresh_once(tmp_path: Path) -> None:
    zalo = start(tmp_path / "zalo")
    connected(zalo)
    zalo.answers(token_seconds=0.2)

    def ask(_number: int) -> object:
        try:
            with requests.Session() as session:
                return access_token(session)
        finally:
            connection.close()

    try:
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(ask, range(4))) == {"access-1"}
        assert len(zalo.asked(TOKEN_PATH)) == 1
    finally:
        zalo.stop()


def event(**told: str) -> bytes:
    said = {
        "event_name": "user_received_message",
        "app_id": "77",
        "timestamp": "1602560967477",
        "message": told,
    }
    return json.dumps(said).encode()


def signed(body: bytes, secret: str = "oa-secret") -> str:
    return "mac=" + hashlib.sha256(b"77" + body + b"1602560967477" + secret.encode()).hexdigest()


def told(client: Client, body: bytes, signature: str) -> int:
    answer = client.post(
        "/hooks/zalo/", body, content_type="application/json", headers={"X-ZEvent-Signature": signature}
    )
    return answer.status_code
