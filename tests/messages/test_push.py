"""Lan asks for notices on her phone; a real push service gets what only her browser can read."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse

from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.push.encrypt import BadKeys, encrypt, padless, unpadded
from quen.messages.channels.push.vapid import make_key, public_key_of
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, PushSubscription, State, TemplateVersion
from quen.messages.push import MOST, ask_for_push, subscriptions_of
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_limits, connect
from quen.people.consent import withdraw_consent
from quen.people.merge import merge
from quen.people.models import ConsentChannel, Customer, Purpose
from tests.member.test_card import opened
from tests.messages.conftest import written
from tests.messages.push_peer import Browser, PushService, claims_of, start
from tests.world import World

# RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SERVER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
    "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    own = ec.derive_private_key(int.from_bytes(unpadded(SERVER), "big"), ec.SECP256R1())
    assert padless(encrypt(PLAIN, p256dh=P256DH, auth=AUTH, own=own, salt=unpadded(SALT))) == SEALED


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [("", ""), (P256DH, "kurz"), (P256DH[:-4], AUTH), (P256DH, AUTH[:-3]), ("B" * 87, AUTH), ("é", AUTH)],
)
def test_what_is_no_key_is_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(BadKeys):
        encrypt(PLAIN, p256dh=p256dh, auth=auth)


@pytest.fixture
def service(shop: World, tmp_path: Path, settings: Any) -> Iterator[PushService]:
    settings.WEBHOOKS_MAY_LOOP_BACK = True
    running = start(tmp_path / "push")
    connect(channel=Channel.PUSH, settings={"contact": "mai@example.com"}, secrets={}, by=SYSTEM)
    change_limits(channel=Channel.PUSH, is_on=True, price_minor=3, by=SYSTEM)
    make_key()
    yield running
    running.stop()


@pytest.fixture
def offer(shop: World) -> TemplateVersion:
    return written(
        Channel.PUSH, MessagePurpose.MARKETING, subject="Quà cho {{ dear }}", body="Mời {{ dear }} ghé quán!"
    )


def asks(
    shop: World, service: PushService, path: str, at: datetime, browser: Browser | None = None
) -> Browser:
    """Lan asks for notices in one more browser."""
    browser = browser or Browser()
    ask_for_push(
        customer=shop.lan.pk, endpoint=f"http://127.0.0.1:{service.port}/{path}", p256dh=browser.p256dh,
        auth=browser.auth, at=at, by=SYSTEM,
    )  # fmt: skip
    return browser


def sent(shop: World, version: TemplateVersion, at: datetime, key: str = "tet") -> Message:
    row = queue(customer=shop.lan.pk, version=version, key=key, at=at, by=SYSTEM)
    return after(row, at)


def after(row: Message, at: datetime) -> Message:
    hand_over_due(account_of(Channel.PUSH), at=at)
    row.refresh_from_db()
    return row


def test_a_notice_reaches_every_phone_and_only_her_browsers_read_it(
    shop: World, service: PushService, offer: TemplateVersion, now: datetime
) -> None:
    phone, laptop = asks(shop, service, "phone", now), asks(shop, service, "laptop", now)
    row = sent(shop, offer, now)
    assert (row.state, row.cost_minor) == (State.HANDED_OVER, 3)
    by_path = {asked["path"]: asked for asked in service.asked()}
    assert set(by_path) == {"/phone", "/laptop"}
    for browser, path in ((phone, "/phone"), (laptop, "/laptop")):
        said = browser.read(by_path[path]["body"])
        assert (said["title"], said["body"]) == ("Quà cho bạn Lan", "Mời bạn Lan ghé quán!")
        headers = {name.lower(): value for name, value in by_path[path]["headers"].items()}
        assert (headers["content-encoding"], headers["ttl"], headers["urgency"]) == (
            "aes128gcm",
            "86400",
            "low",
        )
        assert headers["topic"] == said["tag"] and len(said["tag"]) == 32
        claims, is_signed = claims_of(headers["authorization"])
        assert is_signed and claims["aud"] == f"http://127.0.0.1:{service.port}"
        assert claims["sub"] == "mailto:mai@example.com"
        assert headers["authorization"].endswith(f"k={public_key_of(account_of(Channel.PUSH))}")
    assert b"Lan" not in json.dumps(service.asked()).encode(), "nobody between can read her name"


def test_the_guard_lets_nothing_go_where_she_asked_nowhere_or_agrees_to_nothing(
    shop: World, service: PushService, offer: TemplateVersion, now: datetime
) -> None:
    nowhere = sent(shop, offer, now)
    assert (nowhere.state, nowhere.reason) == (State.REFUSED, Reason.NO_ADDRESS)
    asks(shop, service, "phone", now)
    withdraw_consent(
        customer=shop.lan.pk,
        purpose=Purpose.MARKETING,
        channel=ConsentChannel.ALL,
        proof="giấy",
        by=SYSTEM,
        at=now,
    )
    against = sent(shop, offer, now, key="no")
    assert (against.state, against.reason) == (State.REFUSED, Reason.NO_CONSENT)
    answer = written(Channel.PUSH, MessagePurpose.TRANSACTIONAL, body="Điểm của {{ dear }} sắp hết hạn")
    assert sent(shop, answer, now, key="points").state == State.HANDED_OVER
    assert len(service.asked()) == 1


def test_a_phone_that_is_gone_is_forgotten(
    shop: World, service: PushService, offer: TemplateVersion, now: datetime
) -> None:
    asks(shop, service, "old", now)
    asks(shop, service, "new", now)
    service.answers(old={"status": 410})
    assert sent(shop, offer, now).state == State.HANDED_OVER
    assert [each.endpoint.rpartition("/")[2] for each in subscriptions_of(shop.lan.pk)] == ["new"]
    service.answers(new={"status": 404})
    row = sent(shop, offer, now + timedelta(days=1), key="again")
    assert (row.state, row.reason) == (State.BOUNCED, Reason.PROVIDER)
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ({"status": 429, "headers": {"Retry-After": "90"}}, State.WAITING),
        ({"status": 500}, State.WAITING),
        ({"status": 403}, State.WAITING),
        ({"status": 413}, State.REFUSED),
    ],
)
def test_what_its_answers_mean(
    how: dict[str, object],
    state: State,
    shop: World,
    service: PushService,
    offer: TemplateVersion,
    now: datetime,
) -> None:
    asks(shop, service, "phone", now)
    service.answers(phone=how)
    row = sent(shop, offer, now)
    assert row.state == state
    assert PushSubscription.objects.count() == 1
    service.answers()
    if state == State.WAITING:
        assert after(row, row.due_at + timedelta(minutes=2)).state == State.HANDED_OVER
        first, second = service.asked()
        assert first["headers"]["Topic"] == second["headers"]["Topic"], (
            "a second one takes the place of the first"
        )


def test_the_phone_of_a_record_merged_into_hers_is_hers(
    shop: World, service: PushService, offer: TemplateVersion, now: datetime
) -> None:
    twin = Customer.objects.create(name="Lan cũ")
    browser = Browser()
    ask_for_push(
        customer=twin.pk, endpoint=f"http://127.0.0.1:{service.port}/twin", p256dh=browser.p256dh, auth=browser.auth,
        at=now, by=SYSTEM,
    )  # fmt: skip
    merge(customer=twin.pk, into=shop.lan.pk, by=shop.by_mai, at=now)
    assert sent(shop, offer, now).state == State.HANDED_OVER


def test_asking_twice_is_once_the_last_asker_has_it_and_there_is_room_for_ten(
    shop: World, service: PushService, now: datetime
) -> None:
    browser = asks(shop, service, "phone", now)
    asks(shop, service, "phone", now + timedelta(days=1), browser)
    assert PushSubscription.objects.count() == Event.objects.filter(kind="push.asked").count() == 1
    hoa = Customer.objects.create(name="Hoa")
    endpoint = PushSubscription.objects.get().endpoint
    ask_for_push(
        customer=hoa.pk, endpoint=endpoint, p256dh=browser.p256dh, auth=browser.auth, at=now, by=SYSTEM
    )
    assert (subscriptions_of(shop.lan.pk), len(subscriptions_of(hoa.pk))) == ([], 1)
    for number in range(MOST + 3):
        asks(shop, service, f"phone{number}", now + timedelta(minutes=number))
    assert len(subscriptions_of(shop.lan.pk)) == MOST


def test_lan_turns_notices_on_and_off_on_her_card(shop: World, service: PushService) -> None:
    phone, browser = opened(shop, shop.lan), Browser()
    page = phone.get("/m/").content.decode()
    assert f'data-push="{public_key_of(account_of(Channel.PUSH))}"' in page and "Bật thông báo" in page
    said = {
        "endpoint": f"http://127.0.0.1:{service.port}/phone",
        "p256dh": browser.p256dh,
        "auth": browser.auth,
    }
    assert phone.post(reverse("member:push"), said).status_code == 204
    assert PushSubscription.objects.get().customer == shop.lan
    for wrong in (
        {"endpoint": "file:///etc/passwd"},
        {"p256dh": "x"},
        {"endpoint": "https://x.vn/" + "y" * 600},
    ):
        assert phone.post(reverse("member:push"), said | wrong).status_code == 422
    assert phone.post(reverse("member:push_end"), said).status_code == 204
    assert not PushSubscription.objects.exists()


def test_a_stranger_asks_for_nothing_and_without_the_channel_nobody_is_asked(
    shop: World, service: PushService, client: Any
) -> None:
    browser = Browser()
    said = {"endpoint": "https://push.example.com/1", "p256dh": browser.p256dh, "auth": browser.auth}
    assert client.post(reverse("member:push"), said).status_code == 404
    assert client.get(reverse("member:push")).status_code == 405
    change_limits(channel=Channel.PUSH, is_on=False, by=SYSTEM)
    assert "data-push=" not in opened(shop, shop.lan).get("/m/").content.decode()


def test_an_address_inside_the_house_is_never_asked(
    shop: World, service: PushService, offer: TemplateVersion, now: datetime, settings: Any
) -> None:
    asks(shop, service, "phone", now)
    settings.WEBHOOKS_MAY_LOOP_BACK = False
    sent(shop, offer, now)
    assert service.asked() == []
    with pytest.raises(QuenError):
        asks(shop, service, "other", now)
