"""The application: `/live/stream/` tells as server-sent events, `/live/lines/` waits and answers once, for proxies that
hold a stream back."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

from quen.chats.errors import PassRefused
from quen.chats.live.access import Asked, Sites, asked
from quen.chats.live.hub import Hub, Looker
from quen.chats.passes import STAFF_LASTS

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
HEARTBEAT_SECONDS, POLL_SECONDS, MOST_STREAMS = 15.0, 20.0, 4_000
_STREAM = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
_JSON = [(b"content-type", b"application/json")]
_ALWAYS = [
    (b"cache-control", b"no-store, no-transform"),
    (b"vary", b"Origin"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """One ASGI application around one hub."""

    def __init__(self, hub: Hub, *, pages_port: int) -> None:
        self.hub, self.sites = hub, Sites(hub, pages_port)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = asked(scope)
        try:
            headers = await self._headers(request)
            if request.method == "OPTIONS":
                await _whole(send, 204, headers, None)
            elif request.method != "GET" or request.path not in ("/live/stream/", "/live/lines/"):
                await _whole(send, 404, headers, {"why": "nothing here"})
            else:
                await self._look(request, headers, receive, send)
        except psycopg.Error:
            await _whole(send, 503, [], {"why": "the database is away"})

    async def _headers(self, request: Asked) -> list[tuple[bytes, bytes]]:
        origin = await self.sites.allows(request)
        if not origin:
            return list(_ALWAYS)
        return [
            *_ALWAYS,
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-headers", b"authorization, last-event-id"),
            (b"access-control-allow-methods", b"GET"),
            (b"access-control-max-age", b"600"),
        ]

    async def _look(
        self, request: Asked, headers: list[tuple[bytes, bytes]], receive: Receive, send: Send
    ) -> None:
        try:
            may = request.pass_()
        except PassRefused as refused:
            await _whole(send, 401, headers, {"why": str(refused)})
            return
        if self.hub.count >= MOST_STREAMS or self.hub.is_stopping:
            await _whole(send, 503, [*headers, (b"retry-after", b"5")], {"why": "too many look"})
            return
        looker = Looker(may.chat, is_staff=may.staff is not None)
        self.hub.add(looker)
        try:
            if request.path == "/live/stream/":
                await self._stream(looker, request.after, headers, receive, send)
            else:
                await self._poll(looker, request.after, headers, send)
        finally:
            self.hub.remove(looker)

    async def _stream(
        self, looker: Looker, after: int, headers: list[tuple[bytes, bytes]], receive: Receive, send: Send
    ) -> None:
        """Lines and notices until she goes, the pass of staff is over, or the installation ends."""
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, *_STREAM]})
        await _part(send, await self._hello(looker))
        gone = asyncio.ensure_future(_gone(receive))
        ends = time.monotonic() + STAFF_LASTS.total_seconds()
        try:
            while not gone.done() and not self.hub.is_stopping and time.monotonic() < ends:
                looker.woken.clear()
                news, after = await self._news(looker, after)
                if news:
                    await _part(send, "".join(news))
                await _first(gone, looker.woken, HEARTBEAT_SECONDS)
                if not looker.woken.is_set() and not gone.done():
                    await _part(send, ": still here\n\n")
        finally:
            gone.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _news(self, looker: Looker, after: int) -> tuple[list[str], int]:
        said, looker.said = looker.said, []
        news = [_event("notice", notice) for notice in said]
        if looker.chat and looker.moved:
            looker.moved = False
            for line in await self.hub.lines(looker, after):
                after = int(line["number"])
                news.append(f"id: {after}\n{_event('line', line)}")
        return news, after

    async def _hello(self, looker: Looker) -> str:
        return _event("hello", await self.hub.state(looker.chat) or {})

    async def _poll(self, looker: Looker, after: int, headers: list[tuple[bytes, bytes]], send: Send) -> None:
        """The lines after a number: at once, else as soon as one comes, else none after a while."""
        lines = await self.hub.lines(looker, after)
        if not lines and not looker.said:
            looker.moved = False
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(looker.woken.wait(), POLL_SECONDS)
            lines = await self.hub.lines(looker, after) if looker.moved else []
        state = await self.hub.state(looker.chat) or {}
        await _whole(send, 200, headers, {"lines": lines, "notices": looker.said, "state": state})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first(gone: "asyncio.Future[None]", woken: asyncio.Event, seconds: float) -> None:
    """Until she goes, something comes, or the time is over."""
    waiting = asyncio.ensure_future(woken.wait())
    either: set[asyncio.Future[Any]] = {gone, waiting}
    await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


def _event(kind: str, facts: dict[str, Any]) -> str:
    """JSON has no line breaks of its own, so that no text can end an event."""
    return f"event: {kind}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n"


async def _part(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _whole(
    send: Send, status: int, headers: list[tuple[bytes, bytes]], facts: dict[str, Any] | None
) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *_JSON]})
    body = b"" if facts is None else json.dumps(facts, ensure_ascii=False).encode()
    await send({"type": "http.response.body", "body": body, "more_body": False})
