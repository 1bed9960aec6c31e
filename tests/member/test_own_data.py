"""Lan takes her data along, asks to be forgotten on her phone, and may change her mind."""

import zipfile
from io import BytesIO

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.flows.ask_erasure import waiting_for
from quen.flows.erase_person import erase_person
from quen.flows.models import Erasure
from quen.messages.forgotten import hashed
from quen.messages.models import Suppression
from quen.people.create_customer import create_customer
from quen.people.models import IdentityKind
from quen.people.recognise import recognition
from quen.tasks.models import Task
from tests.flows.loyal import running
from tests.member.test_card import CARD, enrolled, opened, phone
from tests.world import World

PAGE = "/m/data/"


def test_lan_downloads_what_is_kept_about_her(world: World) -> None:
    running(world)
    enrolled(world, world.lan, 12)
    client = opened(world, world.lan)
    assert PAGE in client.get(CARD).content.decode()
    answer = client.post(reverse("member:own_data_file"))
    with zipfile.ZipFile(BytesIO(answer.content)) as file:
        assert "Nguyễn Thị Lan" in file.read("index.html").decode()
        assert "+84912345678" in file.read("data.json").decode()


def test_a_phone_without_a_card_gets_nothing(world: World) -> None:
    stranger = phone()
    assert stranger.get(PAGE).headers["Location"] == CARD
    for address in ("own_data_file", "own_data_erasure", "own_data_stay"):
        assert stranger.post(reverse(f"member:{address}"), {"sure": "yes"}).status_code == 404
    assert not Erasure.objects.exists()


def test_a_foreign_page_cannot_ask_for_her(world: World) -> None:
    client = opened(world, world.lan)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for address in ("own_data_file", "own_data_erasure", "own_data_stay"):
        assert strict.post(reverse(f"member:{address}"), {"sure": "yes"}).status_code == 403


def test_the_file_is_not_made_over_and_over(world: World) -> None:
    client = opened(world, world.lan)
    codes = [client.post(reverse("member:own_data_file")).status_code for _time in range(7)]
    assert codes[:5] == [200] * 5 and codes[5] == 429


def test_lan_sees_what_she_gives_up_says_it_twice_and_stays_after_all(world: World) -> None:
    running(world)
    enrolled(world, world.lan, 12)
    client = opened(world, world.lan)
    assert "12 điểm" in client.get(PAGE).content.decode()
    assert client.post(reverse("member:own_data_erasure"), {}).status_code == 422
    assert client.post(reverse("member:own_data_erasure"), {"sure": "yes"}).status_code == 409
    assert waiting_for(world.lan.pk) is None
    client.post(reverse("member:own_data_erasure"), {"sure": "yes", "accepts_open": "yes"})
    wish = waiting_for(world.lan.pk)
    assert wish is not None and wish.way == "member"
    assert Task.objects.filter(source_kind="erasure", source_id=wish.pk).count() == 1
    client.post(reverse("member:own_data_erasure"), {"sure": "yes", "accepts_open": "yes"})
    assert Erasure.objects.count() == 1
    client.post(reverse("member:own_data_stay"))
    assert waiting_for(world.lan.pk) is None


def test_her_phone_shows_nothing_after_she_was_forgotten_and_her_own_yes_brings_her_back(
    world: World,
) -> None:
    client = opened(world, world.lan)
    now = timezone.now()
    erase_person(customer=world.lan.pk, by=world.by_mai, at=now, accepts_open=True)
    assert "Lan" not in client.get(CARD, follow=True).content.decode()
    assert Suppression.objects.filter(address=hashed("+84912345678")).exists()
    again = create_customer(known_by=[recognition(IdentityKind.PHONE, "0912345678")], by=world.by_mai, at=now)
    opened(world, again).post(reverse("member:consent"), {"purpose": "marketing", "said": "yes"})
    assert not Suppression.objects.filter(address=hashed("+84912345678")).exists()
