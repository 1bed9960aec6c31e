"""What stands beside a ticket or a chat is one panel, read with the same few queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.people.models import Customer
from tests import world as cast
from tests.chats.talks import wrote
from tests.console.cast import signed_in
from tests.surveys.lan_answers import lan_buys
from tests.tasks.errands import errand
from tests.tickets.matters import heard
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def read(client: Client, room: str, number: int) -> str:
    return client.get(reverse(f"console:{room}:beside", args=[number])).content.decode()


def test_ticket_and_chat_say_the_same_of_lan(mai: Client, shop: World) -> None:
    now = timezone.now()
    lan_buys(shop, now - timedelta(days=2))
    task, ticket, chat = errand(shop, now), heard(shop, now), wrote(shop)
    for room, number in (("tickets", ticket.pk), ("chats", chat.pk)):
        read(mai, room, number)
        with CaptureQueriesContext(connection) as asked:
            page = read(mai, room, number)
        assert len(asked) <= 14, room
        assert "Nguyễn Thị Lan" in page and "100.000" in page
        assert task.title in page and 'href="tel:+84912345678"' in page
    assert ticket.subject in read(mai, "chats", chat.pk)
    assert ticket.subject not in read(mai, "tickets", ticket.pk), "not the one that is shown"
    assert (
        reverse("console:chats:beside", args=[chat.pk])
        in mai.get(reverse("console:chats:show", args=[chat.pk])).content.decode()
    )


def test_many_things_ask_no_more_queries(mai: Client, shop: World) -> None:
    now, chat = timezone.now(), wrote(shop)
    counts = []
    for rounds in range(2):
        for number in range(4):
            lan_buys(shop, now, receipt=f"{rounds}-{number}")
            errand(shop, now, title=f"{rounds}-{number}")
            heard(shop, now)
        read(mai, "chats", chat.pk)
        with CaptureQueriesContext(connection) as asked:
            read(mai, "chats", chat.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_stranger_and_a_chat_of_another_store(mai: Client, shop: World) -> None:
    chat = wrote(shop, customer=None, name="Khách lạ")
    page = read(mai, "chats", chat.pk)
    assert "Khách lạ" in page and "Nguyễn" not in page
    assert signed_in(shop.tu).get(reverse("console:chats:beside", args=[chat.pk])).status_code == 403
    assert not Customer.objects.filter(name="Khách lạ").exists()
