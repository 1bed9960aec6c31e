"""What happened in the shop arrives where it is wanted: signed, once or more, never not at all."""

import base64
import hashlib
import hmac
import json
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quen.events.models import Event
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.people.create_customer import create_customer
from quen.shops.models import SettingChange
from quen.webhooks import post as posting
from quen.webhooks.addresses import target_of
from quen.webhooks.deliver import LEASE, PATIENCE, WAITS, deliver_due
from quen.webhooks.endpoints import add_endpoint, change_endpoint, renew_secret, turn_off, turn_on
from quen.webhooks.models import Delivery, Endpoint, State, Trouble, WhyOff
from quen.webhooks.post import Reply, post
from quen.webhooks.reader import webhook_reader
from quen.webhooks.send_again import forget_delivered, send_again, send_all_dead_again, send_test
from tests.webhooks.receiver import Receiver
from tests.world import World

NOW = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


def listening(receiver: Receiver, *kinds: str, name: str = "Kho") -> Endpoint:
    return add_endpoint(name=name, url=receiver.url, kinds=kinds, at=BEFORE, by=SYSTEM)


def happens(by: Actor = SYSTEM) -> int:
    """A customer is added, and the reader has heard of it; the number of the event."""
    create_customer(name="Trần Văn Đạo", by=by, at=NOW)
    catch_up(webhook_reader(), until=EVERYTHING)
    return Event.objects.latest("pk").pk


def state() -> tuple[str, int]:
    delivery = Delivery.objects.get()
    return delivery.state, delivery.attempts


def is_signed(arrived: dict[str, Any], secret: str) -> bool:
    headers, body = arrived["headers"], arrived["body"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in headers["webhook-signature"].split(" ")


def test_what_happened_arrives_signed(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    event = happens()
    assert deliver_due(at=NOW) == 1
    (arrived,) = receiver.arrived()
    told = json.loads(arrived["body"])
    assert (arrived["path"], told["type"], told["data"]["id"]) == ("/hooks", "customer.added", event)
    assert arrived["headers"]["webhook-id"] == f"evt_{event}"
    assert is_signed(arrived, endpoint.secret)
    assert not is_signed(arrived, "whsec_" + base64.b64encode(b"another").decode())
    assert state() == (State.DELIVERED, 1)
    assert deliver_due(at=NOW) == 0
    assert len(receiver.arrived()) == 1


def test_only_kinds_that_are_wanted_are_sent(shop: World, receiver: Receiver) -> None:
    listening(receiver, "points", "customer.edited", name="Điểm")
    happens()
    assert not Delivery.objects.exists()
    listening(receiver, "customer", name="Khách")
    happens()
    assert [delivery.endpoint.name for delivery in Delivery.objects.all()] == ["Khách"]


def test_the_past_is_not_news(shop: World, receiver: Receiver) -> None:
    happens()
    listening(receiver)
    Endpoint.objects.update(created_at=datetime.now(UTC) + timedelta(days=1))
    happens()  # recorded before the endpoint came to be
    Endpoint.objects.update(created_at=BEFORE)
    happens(by=Actor(ActorKind.IMPORT, 7))
    assert not Delivery.objects.exists()


def test_a_reader_that_reads_twice_sends_once(shop: World, receiver: Receiver) -> None:
    listening(receiver)
    happens()
    from quen.events.models import Cursor

    Cursor.objects.update(transaction=0, event=0)
    catch_up(webhook_reader(), until=EVERYTHING)
    assert Delivery.objects.count() == 1


def test_a_failure_is_tried_again_later_and_later(shop: World, receiver: Receiver) -> None:
    listening(receiver)
    happens()
    receiver.answers(500)
    at = NOW
    for tries, wait in enumerate(WAITS, start=1):
        assert deliver_due(at=at) == 0
        assert state() == (State.WAITING, tries)
        assert Delivery.objects.get().next_at == at + wait
        assert deliver_due(at=at + wait - timedelta(seconds=1)) == 0
        at += wait
    deliver_due(at=at)
    dead = Delivery.objects.get()
    assert (dead.state, dead.status, dead.trouble) == (State.DEAD, 500, Trouble.ANSWER)
    assert len(receiver.arrived()) == len(WAITS) + 1
    assert len({arrived["headers"]["webhook-id"] for arrived in receiver.arrived()}) == 1


def test_what_was_given_up_is_sent_again(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    happens()
    Delivery.objects.update(state=State.DEAD, attempts=10, ended_at=NOW)
    send_again(delivery=Delivery.objects.get().pk, at=NOW)
    assert deliver_due(at=NOW) == 1
    assert state() == (State.DELIVERED, 1)
    Delivery.objects.update(state=State.DEAD)
    assert send_all_dead_again(endpoint=endpoint.pk, at=NOW) == 1
    assert deliver_due(at=NOW) == 1


def test_an_endpoint_asks_for_time(shop: World, receiver: Receiver) -> None:
    listening(receiver)
    happens()
    receiver.answers(429, headers={"Retry-After": "3600"})
    deliver_due(at=NOW)
    assert Delivery.objects.get().next_at == NOW + timedelta(hours=1)


def test_behind_a_failure_the_others_wait_untried(shop: World, receiver: Receiver) -> None:
    listening(receiver)
    for _ in range(3):
        happens()
    receiver.answers(503)
    deliver_due(at=NOW)
    assert len(receiver.arrived()) == 1
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    receiver.answers(204)
    assert deliver_due(at=NOW + WAITS[0]) == 3


def test_a_redirect_is_followed_nowhere(shop: World, receiver: Receiver) -> None:
    listening(receiver)
    happens()
    receiver.answers(302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    assert deliver_due(at=NOW) == 0
    assert (Delivery.objects.get().status, len(receiver.arrived())) == (302, 1)


def test_an_endpoint_that_is_gone_is_turned_off_at_once(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    happens()
    receiver.answers(410)
    deliver_due(at=NOW)
    assert Endpoint.objects.get().off == WhyOff.GONE
    assert SettingChange.objects.filter(setting=f"webhook.{endpoint.pk}.is_on", after=False).exists()
    happens()
    assert Delivery.objects.count() == 1


def test_an_endpoint_that_fails_for_days_is_turned_off_and_on_again(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    happens()
    receiver.answers(500)
    deliver_due(at=NOW)
    happens()
    deliver_due(at=NOW + PATIENCE)
    assert Endpoint.objects.get().off == ""
    happens()
    deliver_due(at=NOW + PATIENCE + timedelta(minutes=1))
    assert Endpoint.objects.get().off == WhyOff.FAILING
    receiver.answers(200)
    assert deliver_due(at=NOW + 2 * PATIENCE) == 0
    turn_on(endpoint=endpoint.pk, by=SYSTEM)
    assert deliver_due(at=NOW + 2 * PATIENCE) == 3
    assert Endpoint.objects.get().failing_since is None


def test_what_is_turned_off_by_staff_is_sent_nothing(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    happens()
    turn_off(endpoint=endpoint.pk, by=SYSTEM)
    assert deliver_due(at=NOW) == 0
    assert receiver.arrived() == []


def test_a_killed_worker_leaves_nothing_unsent(shop: World, receiver: Receiver) -> None:
    listening(receiver)
    happens()
    from quen.webhooks.deliver import _claim

    _claim(Endpoint.objects.get(), NOW)  # and then the power is cut
    assert deliver_due(at=NOW) == 0
    assert deliver_due(at=NOW + LEASE) == 1


def test_both_secrets_sign_for_a_day(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    renewed = renew_secret(endpoint=endpoint.pk, at=NOW, by=SYSTEM)
    happens()
    deliver_due(at=NOW)
    happens()
    deliver_due(at=NOW + timedelta(days=2))
    during, after = receiver.arrived()
    assert is_signed(during, endpoint.secret) and is_signed(during, renewed.secret)
    assert not is_signed(after, endpoint.secret) and is_signed(after, renewed.secret)


def test_an_address_that_moved_inside_is_not_called(shop: World, receiver: Receiver, settings: Any) -> None:
    listening(receiver)
    happens()
    settings.WEBHOOKS_MAY_LOOP_BACK = False
    Endpoint.objects.update(url=f"https://127.0.0.1:{receiver.port}/hooks")
    deliver_due(at=NOW)
    assert (Delivery.objects.get().trouble, receiver.arrived()) == (Trouble.INSIDE, [])


def test_a_name_is_looked_up_once_for_a_connection(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []
    really = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **more: Any) -> Any:
        looked_up.append(host)
        return really("127.0.0.1" if host == "hooks.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    reply = post(target_of(f"http://hooks.example:{receiver.port}/hooks"), body=b"{}", headers={})
    assert reply == Reply(status=200)
    assert looked_up == ["hooks.example", "127.0.0.1"]
    assert receiver.arrived()[0]["headers"]["Host"] == f"hooks.example:{receiver.port}"


def test_who_does_not_answer_in_time_is_not_waited_for(receiver: Receiver) -> None:
    receiver.answers(200, sleep=3)
    reply = post(target_of(receiver.url), body=b"{}", headers={}, total_seconds=0.3)
    assert reply.trouble is Trouble.SLOW


def test_nobody_there() -> None:
    from django.test import override_settings

    with override_settings(WEBHOOKS_MAY_LOOP_BACK=True), socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert (
            post(target_of(f"http://127.0.0.1:{port}/"), body=b"", headers={}).trouble is Trouble.UNREACHABLE
        )
        assert (
            post(target_of("https://no-such-host.invalid/"), body=b"", headers={}).trouble
            is Trouble.NO_SUCH_HOST
        )


def test_a_certificate_nobody_trusts_is_refused(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "CONNECT_SECONDS", 2.0)
    reply = post(target_of(receiver.url.replace("http:", "https:")), body=b"{}", headers={})
    assert reply.trouble is Trouble.TLS
    assert receiver.arrived() == []


def test_a_test_message_says_what_came_of_it(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    receiver.answers(401)
    assert send_test(endpoint=endpoint.pk, at=NOW) == Reply(status=401, trouble=Trouble.ANSWER)
    (arrived,) = receiver.arrived()
    assert json.loads(arrived["body"])["type"] == "webhook.test"
    assert is_signed(arrived, endpoint.secret)


def test_what_arrived_long_ago_is_forgotten_and_what_was_given_up_is_not(
    shop: World, receiver: Receiver
) -> None:
    listening(receiver)
    for _ in range(2):
        happens()
    deliver_due(at=NOW)
    Delivery.objects.filter(pk=Delivery.objects.earliest("pk").pk).update(state=State.DEAD)
    assert forget_delivered(at=NOW + timedelta(days=31)) == 1
    assert Delivery.objects.get().state == State.DEAD


def test_a_change_is_remembered(shop: World, receiver: Receiver) -> None:
    endpoint = listening(receiver)
    change_endpoint(endpoint=endpoint.pk, name="Kho 2", url=receiver.url, kinds=["points"], by=SYSTEM)
    changed = SettingChange.objects.filter(setting__startswith=f"webhook.{endpoint.pk}.").order_by("pk")
    assert [change.setting.rpartition(".")[2] for change in changed] == ["url", "name", "kinds"]
