"""The chat window's questions: from the shop's own site with exact origins, from the member page with her card."""

import json
from typing import Any

import pytest
from django.test import Client

from quen.chats.models import Chat, Line
from quen.chats.passes import staff_pass, visitor_pass
from quen.chats.settings import change_chats
from tests.member.test_card import opened
from tests.world import World

SITE = "https://quan.example"
OURS = "http://testserver"


@pytest.fixture
def chatting(world: World) -> World:
    change_chats(is_on=True, wait_minutes=5, origins=[SITE], welcome="Chào bạn", by=world.by_mai)
    return world


def post(client: Client, path: str, origin: str = SITE, token: str = "", **facts: Any) -> Any:
    headers = {"origin": origin, "accept-language": "vi", "authorization": f"Bearer {token}"}
    return client.post(path, json.dumps(facts), content_type="application/json", headers=headers)


FIRST: dict[str, Any] = {"text": "Còn bánh không?", "key": "first-line", "name": "Hoa", "way": "0987654321"}


def test_a_stranger_on_the_shops_site_begins_goes_on_and_reads(chatting: World, client: Client) -> None:
    looked = client.get("/chat/look/", headers={"origin": SITE, "accept-language": "vi"})
    assert (looked.json()["isOn"], looked.json()["welcome"], looked.json()["pass"]) == (True, "Chào bạn", "")
    assert looked.headers["Access-Control-Allow-Origin"] == SITE and "Origin" in looked.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in looked.headers
    begun = [post(client, "/chat/begin/", page="https://quan.example/banh", **FIRST) for _ in range(2)]
    assert [answer.status_code for answer in begun] == [201, 201]
    chat = Chat.objects.get()
    assert (chat.contact_name, chat.contact_phone, chat.page) == (
        "Hoa",
        "+84987654321",
        "https://quan.example/banh",
    )
    token = begun[0].json()["pass"]
    assert (
        post(client, "/chat/lines/", token=token, text="<b>Alo</b>", key="second-line").json()["text"]
        == "<b>Alo</b>"
    )
    read = client.get(
        "/chat/lines/?after=1", headers={"authorization": f"Bearer {token}", "origin": SITE}
    ).json()
    said = [line["text"] for line in read["lines"] if line["kind"] == "in"]
    assert said == ["<b>Alo</b>"]
    assert post(client, "/chat/notices/", token=token, over=True).status_code == 204
    over = post(client, "/chat/lines/", token=token, text="Alo", key="third-line")
    assert (over.status_code, "đã kết thúc" in over.json()["why"]) == (409, True)


@pytest.mark.parametrize("origin", ["https://evil.example", "https://quan.example.evil", "null", ""])
def test_other_sites_are_refused_whole(chatting: World, client: Client, origin: str) -> None:
    answer = post(client, "/chat/begin/", origin=origin, **FIRST)
    assert answer.status_code == 403 and "Access-Control-Allow-Origin" not in answer.headers
    assert not Chat.objects.exists()


def test_what_browsers_ask_first_is_answered(chatting: World, client: Client) -> None:
    answer = client.options("/chat/lines/", headers={"origin": SITE})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Headers"]) == (
        204,
        "authorization, content-type, last-event-id",
    )


@pytest.mark.parametrize("token", ["", "x", "v.1:a:b"])
def test_without_a_pass_nothing_is_read_or_written(chatting: World, client: Client, token: str) -> None:
    assert post(client, "/chat/lines/", token=token, text="a", key="some-line-key").status_code == 401
    assert (
        post(client, "/chat/lines/", token=staff_pass(1, 1), text="a", key="some-line-key").status_code == 401
    )
    assert (
        post(client, "/chat/lines/", token=visitor_pass(99), text="a", key="some-line-key").status_code == 404
    )


def test_what_is_no_line_is_refused(chatting: World, client: Client) -> None:
    for wrong in ({"text": ""}, {"text": "x" * 2_001}, {"key": "x"}, {"way": "12"}, {"text": 7}):
        assert post(client, "/chat/begin/", **{**FIRST, **wrong}).status_code == 400
    plain = client.post("/chat/begin/", FIRST, headers={"origin": SITE})
    assert (plain.status_code, Chat.objects.exists()) == (400, False)


def test_where_the_shop_does_not_chat_nobody_begins(world: World, client: Client) -> None:
    assert post(client, "/chat/begin/", origin=OURS, **FIRST).status_code == 409


def test_from_one_address_only_so_many_begin(chatting: World, client: Client) -> None:
    answers = [
        post(client, "/chat/begin/", **{**FIRST, "key": f"first-line-{n}"}).status_code for n in range(31)
    ]
    assert answers == [201] * 30 + [429]


def test_lan_writes_from_her_card_and_finds_her_chat_again(chatting: World) -> None:
    phone = opened(chatting, chatting.lan)
    assert "assets/chat_member" in phone.get("/m/").content.decode()
    assert post(phone, "/m/chat/begin/", origin=OURS, text="Cho em hỏi", key="first-line").status_code == 201
    chat = Chat.objects.get()
    assert (chat.customer, chat.is_proven) == (chatting.lan, True)
    looked = phone.get("/m/chat/look/").json()
    assert (
        looked["isKnown"]
        and post(phone, "/chat/lines/", OURS, looked["pass"], text="Alo", key="second-line").status_code
        == 201
    )
    assert Line.objects.filter(by=f"member:{chatting.lan.pk}").count() == 2


def test_the_snippet_is_one_small_script_that_asks_nobody_else(chatting: World, client: Client) -> None:
    answer = client.get("/chat/snippet.js")
    script = answer.content.decode()
    assert len(answer.content) < 15_000 and "import" not in script.replace("!important", "")
    assert "http://" not in script and "https://" not in script
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_without_a_proxy_the_pages_say_where_streams_are(
    chatting: World, client: Client, settings: Any
) -> None:
    settings.LIVE_PORT = 8001
    answer = client.get("/live/stream/")
    assert (answer.status_code, answer.json()) == (421, {"livePort": 8001})
    assert "connect-src 'self' http://testserver:8001" in answer.headers["Content-Security-Policy"]
