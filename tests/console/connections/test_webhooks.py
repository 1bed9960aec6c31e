"""Mai adds an endpoint, looks at what arrived there, and sends again what did not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.webhooks.models import Delivery, Endpoint, State, Trouble
from tests import world
from tests.console.cast import signed_in
from tests.webhooks.receiver import Receiver, start
from tests.world import World

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


@pytest.fixture
def receiver(tmp_path: Path, settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_MAY_LOOP_BACK = True
    running = start(tmp_path / "receiver")
    yield running
    running.stop()


def added(mai: Client, receiver: Receiver, **said: object) -> Endpoint:
    answer = mai.post(
        reverse("console:connections:new_webhook"),
        {"name": "Kho", "url": receiver.url, "kinds": ["points"]} | said,
    )
    assert answer.status_code == 302
    return Endpoint.objects.latest("pk")


def place(name: str, *of: int) -> str:
    return reverse(f"console:connections:{name}", args=of)


def dead(endpoint: Endpoint, event: int = 7) -> Delivery:
    return Delivery.objects.create(
        endpoint=endpoint, event=event, kind="points.earned", state=State.DEAD, attempts=10, next_at=NOW,
        status=500, trouble=Trouble.ANSWER, created_at=NOW, ended_at=NOW,
    )  # fmt: skip


def test_an_endpoint_is_added_with_its_secret(mai: Client, receiver: Receiver) -> None:
    endpoint = added(mai, receiver)
    assert (endpoint.name, endpoint.kinds, endpoint.off) == ("Kho", ["points"], "")
    assert endpoint.secret in mai.get(place("webhook", endpoint.pk)).content.decode()
    assert endpoint.secret not in mai.get(place("webhooks")).content.decode()


def test_a_machine_inside_is_refused(mai: Client) -> None:
    answer = mai.post(place("new_webhook"), {"name": "Kho", "url": "https://192.168.1.10/hooks"})
    assert answer.status_code == 422
    assert "mạng nội bộ" in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_a_test_message_tells_what_came_of_it(mai: Client, receiver: Receiver) -> None:
    endpoint = added(mai, receiver)
    page = mai.post(place("test", endpoint.pk), follow=True).content.decode()
    assert "Đã gửi thử thành công" in page
    receiver.answers(500)
    assert "(500)" in mai.post(place("test", endpoint.pk), follow=True).content.decode()
    assert len(receiver.arrived()) == 2


def test_what_was_given_up_is_sent_again(mai: Client, receiver: Receiver) -> None:
    endpoint = added(mai, receiver)
    first, other = dead(endpoint, 7), dead(endpoint, 8)
    page = mai.get(place("webhook", endpoint.pk), {"state": "dead"}).content.decode()
    assert "evt_7" in page and "bên nhận trả về lỗi" in page
    mai.post(place("again", endpoint.pk, first.pk))
    assert [row.state for row in Delivery.objects.order_by("pk")] == [State.WAITING, State.DEAD]
    mai.post(place("all_again", endpoint.pk))
    other.refresh_from_db()
    assert (other.state, other.attempts) == (State.WAITING, 0)


def test_it_is_turned_off_and_on_renewed_changed_and_taken_away(mai: Client, receiver: Receiver) -> None:
    endpoint = added(mai, receiver)
    for off in ("staff", ""):
        mai.post(place("switch", endpoint.pk))
        endpoint.refresh_from_db()
        assert endpoint.off == off
    mai.post(place("renew_secret", endpoint.pk))
    assert Endpoint.objects.get().previous_secret == endpoint.secret
    mai.post(place("webhook", endpoint.pk), {"name": "Kho 2", "url": receiver.url, "kinds": []})
    assert (Endpoint.objects.get().name, Endpoint.objects.get().kinds) == ("Kho 2", [])
    assert mai.get(reverse("console:settings:history")).status_code == 200
    mai.post(place("remove", endpoint.pk))
    assert not Endpoint.objects.exists()


def test_the_pages_ask_the_database_little(
    mai: Client, receiver: Receiver, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        endpoint = added(mai, receiver, name=f"Kho {number}")
    for event in range(60):
        dead(endpoint, event)
    for address in (place("webhooks"), place("new_webhook"), place("webhook", endpoint.pk)):
        with django_assert_max_num_queries(12):
            assert mai.get(address).status_code == 200
