"""Live chat behind a reverse proxy that holds answers back and cuts the silent: nothing waits, nothing is lost."""

import http.client
import json

import pytest

from quen.chats.passes import visitor_pass
from quen.chats.say import hear
from tests import world as cast
from tests.chats.live_server import Stream, live
from tests.chats.proxy import buffering_proxy
from tests.chats.talks import MONDAY_TEN, SHE, wrote
from tests.ports import free_port
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
BROKEN = (EOFError, ConnectionError, http.client.HTTPException)


@pytest.fixture
def built(transactional_db: None) -> World:
    return cast.build()


def heard(chat: int, text: str) -> None:
    hear(chat=chat, text=text, key=f"key-of-{text}", at=MONDAY_TEN, by=SHE)


def test_each_line_comes_at_once_through_a_proxy_that_buffers(built: World) -> None:
    chat, port = wrote(built).pk, free_port()
    with live(port), buffering_proxy(port) as proxy:
        stream = Stream(proxy.port, visitor_pass(chat))
        assert stream.answer.getheader("Content-Type") == "text/event-stream; charset=utf-8"
        assert "no-transform" in (stream.answer.getheader("Cache-Control") or ""), "nor compressed on the way"
        assert stream.lines(1) == [(1, "Còn bánh mì không?")]
        for number, text in enumerate(("hai", "ba", "bốn"), start=2):
            heard(chat, text)
            assert stream.lines(1) == [(number, text)], "not held until the buffer is full"
        assert proxy.cuts == 0


def test_where_the_proxy_holds_back_whatever_is_said_the_waiting_question_is_answered(built: World) -> None:
    chat, port = wrote(built).pk, free_port()
    with live(port), buffering_proxy(port, obeys=False) as proxy:
        held = Stream(proxy.port, visitor_pass(chat))
        assert held.connection.sock is not None
        held.connection.sock.settimeout(0.5)
        with pytest.raises(TimeoutError):
            held.event()
        bearer = {"Authorization": f"Bearer {visitor_pass(chat)}"}
        waiting = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=30)
        waiting.request("GET", "/live/lines/?after=1", headers=bearer)
        heard(chat, "hai")
        news = json.loads(waiting.getresponse().read())
        assert [line["text"] for line in news["lines"]] == ["hai"]


def test_heartbeats_keep_a_silent_chat_from_being_cut(built: World) -> None:
    chat, port = wrote(built).pk, free_port()
    with live(port, heartbeat=0.2), buffering_proxy(port, read_timeout=4) as proxy:
        stream = Stream(proxy.port, visitor_pass(chat))
        assert stream.lines(1) == [(1, "Còn bánh mì không?")]
        beats = 0
        while beats < 25:  # five seconds of silence, where four cut
            beats += stream.answer.readline().startswith(b": still here")
        heard(chat, "hai")
        assert stream.lines(1) == [(2, "hai")] and proxy.cuts == 0


def test_after_the_proxy_cut_the_line_nothing_is_lost_or_doubled(built: World) -> None:
    chat, port = wrote(built).pk, free_port()
    with live(port), buffering_proxy(port) as proxy:
        stream = Stream(proxy.port, visitor_pass(chat))
        got = stream.lines(1)
        heard(chat, "hai")
        got += stream.lines(1)
        proxy.cut()
        with pytest.raises(BROKEN):
            while True:
                stream.event()
        heard(chat, "ba")
        heard(chat, "bốn")
        again = Stream(proxy.port, visitor_pass(chat), after=got[-1][0])
        got += again.lines(2)
        heard(chat, "năm")
        got += again.lines(1)
    assert got == [(1, "Còn bánh mì không?"), (2, "hai"), (3, "ba"), (4, "bốn"), (5, "năm")]


def test_who_is_cut_for_silence_goes_on_where_she_was(built: World) -> None:
    chat, port = wrote(built).pk, free_port()
    with live(port), buffering_proxy(port, read_timeout=4) as proxy:
        stream = Stream(proxy.port, visitor_pass(chat))
        stream.lines(1)
        with pytest.raises(BROKEN):
            while True:
                stream.event()
        assert proxy.cuts == 1
        heard(chat, "hai")
        assert Stream(proxy.port, visitor_pass(chat), after=1).lines(1) == [(2, "hai")]
