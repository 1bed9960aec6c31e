"""Mai takes Lan's chat, answers, hands it to Hà, and makes it a ticket; the owner alone changes the settings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.chats.models import ChatState
from quen.chats.passes import Pass, read_pass
from quen.chats.settings import chat_settings
from quen.tickets.models import Ticket
from tests import world as cast
from tests.chats.talks import helper, wrote
from tests.console.cast import signed_in
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(name: str, *args: int) -> str:
    return reverse(f"console:chats:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_list_shows_who_waits_in_few_queries(
    mai: Client, shop: World, django_assert_max_num_queries: Any
) -> None:
    assert "Chưa có ai" in text(mai.get(at("index")))
    for number in range(20):
        wrote(shop, key=f"first-line-{number}")
    with django_assert_max_num_queries(12):
        page = text(mai.get(at("index") + "?list=waiting"))
    assert page.count("Nguyễn Thị Lan") == 20
    assert "20" in text(mai.get(at("count")))


def test_from_taking_to_a_ticket(mai: Client, shop: World) -> None:
    chat, ha = wrote(shop, "Xem <b>https://quan.example/banh</b>"), helper()
    page = text(mai.get(at("show", chat.pk)))
    assert "&lt;b&gt;" in page and "<b>https" not in page and 'rel="nofollow"' in page
    mai.post(at("take", chat.pk))
    said = {"text": "Dạ còn", "key": "answer-1", "quiet": "yes"}
    assert [mai.post(at("answer", chat.pk), said).status_code for _ in range(2)] == [204, 204]
    assert (
        mai.post(at("answer", chat.pk), {"text": " ", "key": "answer-2", "quiet": "yes"}).status_code == 422
    )
    mai.post(at("hand_over", chat.pk), {"who": str(ha.pk), "why": "Hỏi bảo hành"})
    page = text(signed_in(ha).get(at("show", chat.pk)))
    assert "Hỏi bảo hành" in page and "Đã bàn giao → Vũ Thu Hà" in page
    assert mai.post(at("answer", chat.pk), {**said, "key": "answer-3"}).status_code == 422
    mai.post(at("ticket", chat.pk))
    assert Ticket.objects.get().owner == ha
    mai.post(at("close", chat.pk))
    chat.refresh_from_db()
    assert (chat.state, chat.owner) == (ChatState.CLOSED, ha)


def test_passes_are_given_for_chats_one_may_see(mai: Client, shop: World) -> None:
    chat, ha = wrote(shop), helper()
    ha.stores.add(shop.store)
    assert read_pass(mai.get(at("pass", chat.pk)).json()["pass"]) == Pass(chat.pk, shop.mai.pk)
    for page in ("pass", "show", "lines"):
        assert signed_in(ha).get(at(page, chat.pk)).status_code == 404
    assert signed_in(shop.tu).get(at("pass", chat.pk)).status_code == 403
    assert [line["number"] for line in mai.get(at("lines", chat.pk)).json()["lines"]] == [1]


def test_the_owner_says_where_the_shop_chats(mai: Client, shop: World) -> None:
    page = text(mai.get(at("settings")))
    assert "http://testserver/chat/snippet.js" in page and "DatabaseDefault" not in page
    typed = {"is_on": "on", "wait_minutes": "5", "welcome": "Chào bạn", "origins": "https://quan.example\n"}
    assert mai.post(at("settings"), {**typed, "origins": "quan"}).status_code == 422
    assert mai.post(at("settings"), typed).status_code == 302
    kept = chat_settings()
    assert (kept.is_on, kept.wait_minutes, kept.origins) == (True, 5, ["https://quan.example"])
