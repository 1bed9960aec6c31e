"""A real server of streams: lines arrive, none is lost or doubled over cuts, and nobody looks who may not."""

import http.client
import json
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from quen.chats.passes import staff_pass, visitor_pass
from quen.chats.say import hear, say
from quen.chats.see import see, typing
from quen.chats.settings import change_chats
from quen.chats.take import hand_over
from tests import world as cast
from tests.chats.live_server import PAGES_PORT, Stream, live
from tests.chats.talks import MONDAY_TEN, SHE, helper, wrote
from tests.ports import free_port
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def built(transactional_db: None) -> World:
    return cast.build()


@pytest.fixture
def port(built: World) -> Iterator[int]:
    number = free_port()
    with live(number):
        yield number


def heard(chat: int, text: str) -> None:
    hear(chat=chat, text=text, key=f"key-of-{text}", at=timezone.now(), by=SHE)


def asked(port: int, path: str, **headers: str) -> tuple[http.client.HTTPResponse, Any]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    return answer, json.loads(answer.read())


def test_both_sides_hear_each_other_type_and_see(built: World, port: int) -> None:
    chat = wrote(built).pk
    hers, his = Stream(port, visitor_pass(chat)), Stream(port, staff_pass(chat, built.mai.pk))
    assert hers.answer.getheader("X-Accel-Buffering") == "no"
    assert hers.event() == ("hello", his.event()[1])
    assert hers.lines(1) == his.lines(1) == [(1, "Còn bánh mì không?")]
    typing(chat=chat, is_staff=True)
    assert hers.event() == ("notice", {"chat": chat, "typing": "staff"})
    say(
        chat=chat,
        text="Dạ còn\n\nevent: x",
        key="answer-1",
        staff=built.mai,
        at=timezone.now(),
        by=built.by_mai,
    )
    assert hers.lines(1) == [(2, "Dạ còn\n\nevent: x")]
    assert his.lines(1)[0][0] == 2
    see(chat=chat, number=2, is_staff=False)
    assert his.event() == ("notice", {"chat": chat, "seen": "visitor", "number": 2})


def test_a_visitor_is_not_told_why_she_was_handed_over(built: World, port: int) -> None:
    chat = wrote(built).pk
    hand_over(chat=chat, to=helper(), why="Khách khó tính", at=MONDAY_TEN, by=built.by_mai)
    assert [number for number, _text in Stream(port, visitor_pass(chat)).lines(2)] == [1, 3]
    assert (2, "Khách khó tính") in Stream(port, staff_pass(chat, built.mai.pk)).lines(3)


def test_after_the_server_was_killed_no_line_is_lost_or_doubled(built: World) -> None:
    chat, number = wrote(built).pk, free_port()
    got: list[tuple[int, str]] = []
    with live(number, end=signal.SIGKILL):
        first = Stream(number, visitor_pass(chat))
        heard(chat, "hai")
        got += first.lines(2)
    with pytest.raises((EOFError, ConnectionError, http.client.HTTPException)):
        while True:
            first.event()
    heard(chat, "ba")
    with live(number):
        again = Stream(number, visitor_pass(chat), after=got[-1][0])
        got += again.lines(1)
        heard(chat, "bốn")
        got += again.lines(1)
    assert got == [(1, "Còn bánh mì không?"), (2, "hai"), (3, "ba"), (4, "bốn")]


def test_lines_said_while_nobody_listened_come_once_the_listener_is_back(built: World, port: int) -> None:
    chat = wrote(built).pk
    stream = Stream(port, visitor_pass(chat))
    stream.lines(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'quen live' AND datname = current_database()"  # others test beside us
        )
        assert cursor.rowcount == 1
    heard(chat, "hai")
    assert stream.lines(1) == [(2, "hai")]
    heard(chat, "ba")
    assert stream.lines(1) == [(3, "ba")]


def test_it_stops_with_streams_open(built: World) -> None:
    chat, number = wrote(built).pk, free_port()
    with live(number) as process:
        stream = Stream(number, visitor_pass(chat))
        stream.lines(1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    with pytest.raises((EOFError, ConnectionError, http.client.HTTPException)):
        while True:
            stream.event()


def test_where_a_proxy_holds_streams_back_a_question_waits_for_the_next_line(built: World, port: int) -> None:
    chat = wrote(built).pk
    bearer = {"Authorization": f"Bearer {visitor_pass(chat)}"}
    _answer, first = asked(port, "/live/lines/?after=0", **bearer)
    assert [line["text"] for line in first["lines"]] == ["Còn bánh mì không?"]
    waiting = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    waiting.request("GET", "/live/lines/?after=1", headers=bearer)
    heard(chat, "hai")
    news = json.loads(waiting.getresponse().read())
    assert [line["number"] for line in news["lines"]] == [2] and news["state"]["last"] == 2


@pytest.mark.parametrize("token", ["", "v.1:x:y", "s.1.1:x:y", "x" * 400])
def test_without_a_pass_of_ours_nobody_looks(built: World, port: int, token: str) -> None:
    answer, _facts = asked(port, "/live/stream/", Authorization=f"Bearer {token}")
    assert answer.status == 401


def test_only_the_sites_the_owner_named_and_our_own_pages_may_look(built: World, port: int) -> None:
    change_chats(is_on=True, wait_minutes=3, origins=["https://quan.example"], welcome="", by=built.by_mai)
    allowed = {}
    ours = f"http://127.0.0.1:{PAGES_PORT}"
    for origin in ("https://quan.example", "https://evil-quan.example", "http://quan.example", ours, "null"):
        answer, _facts = asked(port, "/live/stream/", Origin=origin)
        allowed[origin] = answer.getheader("Access-Control-Allow-Origin")
        assert answer.getheader("Vary") == "Origin"
    assert allowed == {
        "https://quan.example": "https://quan.example", "https://evil-quan.example": None,
        "http://quan.example": None, ours: ours, "null": None,
    }  # fmt: skip
