"""Each says for herself whether letters or notices remind her."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.settings import change_limits
from quen.messages.staff_push_models import StaffSubscription
from quen.tasks.remind import wanted_by
from tests import world as cast
from tests.console.cast import signed_in
from tests.messages.push_peer import Browser

REMINDERS = reverse("console:tasks:reminders")


@pytest.mark.django_db
def test_tu_turns_her_letters_off_and_mai_keeps_hers() -> None:
    shop = cast.build()
    tu = signed_in(shop.tu)
    page = tu.get(REMINDERS).content.decode()
    assert "tu@example.com" in page and "chưa bật email" in page.lower()
    assert tu.post(REMINDERS, {"wanted": "never"}).status_code == 302
    assert tu.post(REMINDERS, {"wanted": "everything"}).status_code == 422
    assert (wanted_by(shop.tu.pk), wanted_by(shop.mai.pk)) == ("never", "mine")


@pytest.mark.django_db
def test_notices_of_a_browser_end_at_sign_out_and_when_somebody_else_signs_in(client: Client) -> None:
    shop, keys = cast.build(), Browser()
    change_limits(channel=Channel.PUSH, is_on=True, by=SYSTEM)
    push = reverse("console:tasks:push")
    here, at_home = (
        {"endpoint": f"https://push.example/{place}", "p256dh": keys.p256dh, "auth": keys.auth}
        for place in ("counter", "home")
    )
    signed_in(shop.tu).post(push, at_home)

    signs_in(client, "tu@example.com")
    assert "data-left" in client.get(REMINDERS).content.decode(), "nobody asked for notices here"
    client.post(push, here)
    assert "data-left" not in client.get(REMINDERS).content.decode()
    signs_out(client)
    assert [row.endpoint for row in StaffSubscription.objects.all()] == ["https://push.example/home"]
    signs_in(client, "tu@example.com")
    assert "data-left" in client.get(REMINDERS).content.decode(), "signing in again does not bring them back"

    client.post(push, here)
    del client.cookies[settings.SESSION_COOKIE_NAME]  # he goes home without signing out
    signs_in(client, "mai@example.com")
    assert [row.endpoint for row in StaffSubscription.objects.all()] == ["https://push.example/home"]


def signs_in(client: Client, email: str) -> None:
    answer = client.post(reverse("account_login"), {"login": email, "password": cast.PASSWORD})
    assert answer.status_code == 302 and settings.SESSION_COOKIE_NAME in client.cookies


def signs_out(client: Client) -> None:
    assert client.post(reverse("account_logout")).status_code == 302


@pytest.mark.django_db
def test_a_browser_asks_for_notices_and_only_its_owner_ends_them() -> None:
    shop, keys = cast.build(), Browser()
    tu, mai = signed_in(shop.tu), signed_in(shop.mai)
    assert "data-push" not in tu.get(REMINDERS).content.decode(), (
        "while the channel is off nothing is offered"
    )
    change_limits(channel=Channel.PUSH, is_on=True, by=SYSTEM)
    assert "data-push" in tu.get(REMINDERS).content.decode()
    asked = {"endpoint": "https://push.example/tu", "p256dh": keys.p256dh, "auth": keys.auth}
    push, end = reverse("console:tasks:push"), reverse("console:tasks:push_end")
    assert [tu.post(push, asked).status_code for _turn in range(2)] == [204, 204]
    assert StaffSubscription.objects.get().staff == shop.tu
    assert tu.post(push, {**asked, "p256dh": "none"}).status_code == 422
    assert tu.post(push, {**asked, "endpoint": "http://127.0.0.1:5432/"}).status_code == 422
    assert mai.post(end, asked).status_code == 204 and StaffSubscription.objects.exists()
    for number in range(7):
        tu.post(push, {**asked, "endpoint": f"https://push.example/{number}"})
    assert StaffSubscription.objects.count() == 5, "the oldest make room"
    tu.post(end, {"endpoint": "https://push.example/6"})
    assert StaffSubscription.objects.count() == 4
    worker = tu.get(reverse("console:tasks:worker"))
    assert worker["Content-Type"].startswith("text/javascript") and b"showNotification" in worker.content
