"""SMS through a gateway described by its settings: a real HTTP server answers as gateways do."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.channels.sms.gateway import gateway_from
from quen.messages.channels.sms.ready import READY
from quen.messages.errors import BadSetting
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, State, Suppression, TemplateVersion
from quen.messages.queue import queue
from quen.messages.report_token import token_of
from quen.messages.settings import account_of, change_limits, connect
from tests.messages.gateway import Gateway, start
from tests.messages.letters import BRAND
from tests.world import World

WAY_OUT = "TU CHOI: TC gui 8088"
DESCRIPTION = {
    "headers": {"Authorization": "Bearer {{api_key}}"},
    "fields": {
        "to": "{{phone}}",
        "text": "{{text}}",
        "from": "{{sender}}",
        "request_id": "{{key}}",
        "kind": 2,
    },
    "answer": {"status": "code", "id": "data.id", "taken": ["0"], "bad_number": ["12"], "busy": ["99"]},
    "report": {"id": "id", "status": "state", "delivered": ["1"], "failed": ["2"]},
}


@pytest.fixture
def gateway(shop: World, tmp_path: Path) -> Iterator[Gateway]:
    running = start(tmp_path / "gateway")
    described(running)
    change_limits(channel=Channel.SMS, price_minor=350, by=SYSTEM)
    yield running
    running.stop()


def described(gateway: Gateway, **other: object) -> None:
    text = json.dumps({**DESCRIPTION, "url": gateway.url, **other})
    connect(
        channel=Channel.SMS,
        settings={**BRAND, "gateway": text, "way_out": WAY_OUT},
        secrets={"api_key": "k3y"},
        by=SYSTEM,
    )


@pytest.fixture
def message(shop: World, gateway: Gateway, sms_offer: TemplateVersion, now: datetime) -> Message:
    return queue(customer=shop.lan.pk, version=sms_offer, key="tet:lan", at=now, by=SYSTEM)


def after(message: Message, at: datetime) -> Message:
    hand_over_due(account_of(Channel.SMS), at=at)
    message.refresh_from_db()
    return message


def test_an_offer_goes_labelled_in_two_parts_at_its_price(
    message: Message, gateway: Gateway, now: datetime
) -> None:
    row = after(message, now)
    [asked] = gateway.asked()
    assert json.loads(asked["body"]) == {
        "to": "84912345678", "text": f"[QC] Chào bạn Lan, hôm nay giảm 20%\n{WAY_OUT}", "from": "CAPHEMAI",
        "request_id": "tet:lan", "kind": 2,
    }  # fmt: skip
    assert asked["headers"]["Authorization"] == "Bearer k3y"
    assert (row.state, row.provider_id, row.parts, row.cost_minor) == (State.HANDED_OVER, "GW-1", 1, 350)


def test_a_form_and_the_number_as_at_home(message: Message, gateway: Gateway, now: datetime) -> None:
    described(gateway, encoding="form", phone="0")
    after(message, now)
    assert "to=0912345678&" in gateway.asked()[0]["body"]


@pytest.mark.parametrize(
    ("how", "state", "reason"),
    [
        ({"answer": {"code": "12"}}, State.BOUNCED, Reason.PROVIDER),
        ({"answer": {"code": "55"}}, State.REFUSED, Reason.PROVIDER),
        ({"answer": {"code": "99"}}, State.WAITING, Reason.BUSY),
        ({"status": 429, "headers": {"Retry-After": "90"}}, State.WAITING, Reason.BUSY),
        ({"status": 401}, State.WAITING, Reason.BUSY),
        ({"status": 400}, State.REFUSED, Reason.PROVIDER),
        ({"status": 500}, State.UNKNOWN, ""),
        ({"answer": {"something": "else"}}, State.UNKNOWN, ""),
        ({"hangs_up": True}, State.UNKNOWN, ""),
    ],
)
def test_what_its_answers_mean(
    how: dict[str, Any], state: State, reason: str, message: Message, gateway: Gateway, now: datetime
) -> None:
    gateway.answers(**how)
    row = after(message, now)
    assert (row.state, row.reason) == (state, reason)
    assert len(gateway.asked()) == 1
    assert not Suppression.objects.exists()
    after(message, now + timedelta(hours=1))
    assert len(gateway.asked()) == (2 if state == State.WAITING else 1)


def test_a_gateway_that_is_not_there_is_asked_again(
    message: Message, gateway: Gateway, now: datetime
) -> None:
    gateway.stop()
    row = after(message, now)
    assert (row.state, row.reason, row.attempts) == (State.WAITING, Reason.BUSY, 0)


def test_reports_say_it_arrived_or_came_back(message: Message, gateway: Gateway, now: datetime) -> None:
    after(message, now)
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/hooks/sms/wrong/", {"id": "GW-1", "state": "1"}).status_code == 404
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER
    address = f"/hooks/sms/{token_of(Channel.SMS)}/"
    for said in ({"id": "GW-9", "state": "1"}, {"id": "GW-1", "state": "7"}, {}):
        assert stranger.post(address, said, content_type="application/json").status_code == 200
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER
    assert stranger.get(address, {"id": "GW-1", "state": "1"}).status_code == 200
    message.refresh_from_db()
    assert message.state == State.DELIVERED
    stranger.post(address, [{"id": "GW-1", "state": "2"}], content_type="application/json")
    message.refresh_from_db()
    assert message.state == State.BOUNCED


@pytest.mark.parametrize(
    "body", ["[" * 50_000, '{"id": "\\ud800", "state": "1"}', '{"id": "GW\\u0000", "state": "1"}']
)
def test_a_report_nobody_should_write_is_no_news(
    message: Message, gateway: Gateway, now: datetime, body: str
) -> None:
    after(message, now)
    address = f"/hooks/sms/{token_of(Channel.SMS)}/"
    for where in (address, f"{address}in/"):
        said = Client().post(where, body, content_type="application/json")
        assert said.status_code in (200, 409)  # the second: this gateway does not say how texts come in
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER


@pytest.mark.parametrize("place", ["{{key}}", "{{short_key}}"])
def test_a_report_tells_what_became_of_a_message_whose_sending_was_never_answered(
    place: str, message: Message, gateway: Gateway, now: datetime
) -> None:
    described(
        gateway,
        fields={"to": "{{phone}}", "request_id": place},
        report={"id": "id", "key": "ours", "status": "state", "delivered": ["1"], "failed": ["2"]},
    )
    gateway.answers(hangs_up=True)
    assert (after(message, now).state, message.provider_id) == (State.UNKNOWN, "")
    ours = json.loads(gateway.asked()[0]["body"])["request_id"]
    address, gate = f"/hooks/sms/{token_of(Channel.SMS)}/", Client()
    for said in ({"id": "GW-5", "state": "1"}, {"id": "GW-5", "ours": "another", "state": "1"}):
        gate.post(address, said, content_type="application/json")
        message.refresh_from_db()
        assert message.state == State.UNKNOWN
    for state, becomes in (("7", State.UNKNOWN), ("1", State.DELIVERED), ("2", State.BOUNCED)):
        gate.post(address, {"id": "GW-5", "ours": ours, "state": state}, content_type="application/json")
        message.refresh_from_db()
        assert (message.state, message.provider_id) == (becomes, "GW-5")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("no json", "JSON"),
        ('{"url": "file:///etc/passwd", "fields": {}}', "url"),
        ('{"url": "https://x.vn", "fields": {"a": "{{password2}}"}}', "fields"),
        ('{"url": "https://x.vn", "fields": {}, "shell": "rm"}', "shell"),
    ],
)
def test_a_wrong_description_says_where(text: str, where: str) -> None:
    with pytest.raises(BadSetting, match=where):
        gateway_from(text)


@pytest.mark.parametrize("name", list(READY))
def test_every_ready_description_can_be_read_and_names_only_known_places(name: str) -> None:
    described = gateway_from(READY[name].text)
    assert described.url.startswith("https://")
    assert "{{text}}" in described.fields.values()


def ready(gateway: Gateway, name: str) -> None:
    """Set the gateway up as staff would, at the address of the process that answers."""
    text = json.dumps({**READY[name].description, "url": gateway.url})
    secrets = {"api_key": "k3y", "api_secret": "s3cret", "password": "pw"}
    connect(
        channel=Channel.SMS,
        settings={**BRAND, "gateway": text, "user": "mai", "way_out": WAY_OUT},
        secrets=secrets,
        by=SYSTEM,
    )


def test_esms_is_asked_as_its_pages_say(message: Message, gateway: Gateway, now: datetime) -> None:
    ready(gateway, "esms")
    gateway.answers({"CodeResult": "100", "CountRegenerate": 0, "SMSID": "d533"})
    row = after(message, now)
    asked = json.loads(gateway.asked()[0]["body"])
    assert len(asked.pop("RequestId")) == 32
    assert asked == {
        "ApiKey": "k3y", "SecretKey": "s3cret", "Phone": "0912345678", "Brandname": "CAPHEMAI", "SmsType": "2",
        "Content": f"[QC] Chào bạn Lan, hôm nay giảm 20%\n{WAY_OUT}", "IsUnicode": "1",
    }  # fmt: skip
    assert (row.state, row.provider_id) == (State.HANDED_OVER, "d533")
    address = f"/hooks/sms/{token_of(Channel.SMS)}/"
    Client().get(address, {"SMSID": "d533", "SendStatus": "7", "SendSuccess": "0"})
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER
    Client().get(address, {"SMSID": "d533", "SendStatus": "5", "SendSuccess": "1"})
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_a_key_esms_has_had_before_is_on_its_way_already(
    message: Message, gateway: Gateway, now: datetime
) -> None:
    ready(gateway, "esms")
    gateway.answers({"CodeResult": "124", "ErrorMessage": "duplicate"})
    assert after(message, now).state == State.HANDED_OVER


def test_speedsms_takes_its_token_as_the_user_and_a_list_of_numbers(
    message: Message, gateway: Gateway, now: datetime
) -> None:
    ready(gateway, "speedsms")
    gateway.answers({"status": "success", "code": "00", "data": {"tranId": 7}})
    row = after(message, now)
    [asked] = gateway.asked()
    assert asked["headers"]["Authorization"] == f"Basic {base64.b64encode(b'k3y:x').decode()}"
    assert json.loads(asked["body"])["to"] == ["84912345678"]
    assert (row.state, row.provider_id) == (State.HANDED_OVER, "7")


def test_vietguys_is_told_the_alphabet_by_its_type(message: Message, gateway: Gateway, now: datetime) -> None:
    ready(gateway, "vietguys")
    gateway.answers({"error": 0, "msgid": "v1"})
    row = after(message, now)
    form = parse_qs(gateway.asked()[0]["body"])
    assert (form["type"], form["u"], form["phone"]) == (["8"], ["mai"], ["84912345678"])
    assert (row.state, row.provider_id) == (State.HANDED_OVER, "v1")
