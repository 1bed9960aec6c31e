"""Live chat with 500 open streams: a line arrives in under 300 ms. `python -m bench chats [chats]`.

The whole installation as `quen serve` starts it; every visitor holds a stream open, and lines are posted to the pages
one after the other, each to another chat. Between them a bare LISTEN/NOTIFY goes through the
same database and back.
"""

import asyncio
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench.installation import installation
from bench.limits import Figure
from bench.serving import served

BUDGET_MS, LINES, LINES_A_CHAT, NOW = 300, 1_000, 10, datetime(2026, 11, 30, 3, tzinfo=UTC)
_PAUSE_SECONDS = 0.02


def main(chats: int) -> None:
    """Print the figures."""
    with installation() as home:
        tokens = _begin(chats)
        _measure(home, tokens)


def _begin(chats: int) -> list[str]:
    """The shop's owner, so that pages answer, and so many chats that a person has."""
    from quen.chats.open_chat import Visitor, open_chat
    from quen.chats.passes import visitor_pass
    from quen.chats.take import take
    from quen.kernel.actor import SYSTEM
    from quen.shops.models import Business, Staff
    from quen.shops.roles import Role

    Business.objects.create(id=1, name="Bench")
    owner = Staff.objects.create(email="o@example.com", name="Owner", role=Role.OWNER)
    passes = []
    for number in range(chats):
        key, visitor = f"bench-{number:06}", Visitor(name="Bench")
        chat = open_chat(visitor=visitor, text="?", key=key, at=NOW, by=SYSTEM)
        take(chat=chat.pk, staff=owner)
        passes.append(visitor_pass(chat.pk))
    return passes


def _measure(home: Path, tokens: list[str]) -> None:
    with served(home) as port:
        asyncio.run(_all(port, tokens))


async def _all(port: int, tokens: list[str]) -> None:
    live, arrived = await _live_port(port), dict[str, "asyncio.Future[float]"]()
    opened = [asyncio.Event() for _token in tokens]
    streams = [
        asyncio.create_task(_stream(live, token, arrived, event))
        for token, event in zip(tokens, opened, strict=True)
    ]
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in opened)), 60)
    bare, lines, notices = list[float](), list[float](), await _Notices.listen()
    for number in range(min(LINES, LINES_A_CHAT * len(tokens))):
        key = f"line-{number:06}"
        arrived[key] = asyncio.get_running_loop().create_future()
        start = time.perf_counter()
        posting = asyncio.create_task(_post(port, tokens[number * 7 % len(tokens)], key))
        await asyncio.wait_for(posting, 30)  # a refusal is said at once
        lines.append(1e3 * (await asyncio.wait_for(arrived[key], 30) - start))
        bare.append(1e3 * await notices.round_trip())
        await asyncio.sleep(_PAUSE_SECONDS)
    for task in streams:
        task.cancel()
    await notices.close()
    _print(len(tokens), sorted(lines), sorted(bare))


def _print(streams: int, lines: list[float], bare: list[float]) -> None:
    for percent in (50, 95, 99):
        ours, least = (each[int(len(each) * percent / 100) - 1] for each in (lines, bare))
        how = f"{ours / least:.0f} x a bare LISTEN/NOTIFY round trip ({least:.1f} ms)"
        print(
            Figure(
                f"chats: a line to one of {streams} streams, p{percent}", ours, BUDGET_MS, False, "ms", how
            )
        )


async def _live_port(port: int) -> int:
    """Where the pages say the streams are."""
    _head, body = await _ask(
        port, b"GET /live/stream/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    return int(json.loads(body)["livePort"])


async def _post(port: int, token: str, key: str) -> None:
    body = json.dumps({"text": "Còn bánh mì không ạ?", "key": key}).encode()
    head = (
        f"POST /chat/lines/ HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    answer, said = await _ask(port, head.encode() + body)
    assert b" 201 " in answer, (answer, said)


async def _ask(port: int, request: bytes) -> tuple[bytes, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    head, _blank, body = answer.partition(b"\r\n\r\n")
    return head, body


async def _stream(
    port: int, token: str, arrived: "dict[str, asyncio.Future[float]]", opened: asyncio.Event
) -> None:
    """Hold one stream open, and note when each line comes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET /live/stream/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
    writer.write(head.encode())
    while raw := await reader.readline():
        if raw.startswith(b"data: ") and b'"number"' in raw and b'"key"' in raw:
            now, key = time.perf_counter(), json.loads(raw[6:])["key"]
            if key in arrived:
                arrived[key].set_result(now)
            opened.set()  # the line it began with


class _Notices:
    """One connection that notifies and one that listens, with nothing else between them."""

    def __init__(self, says: Any, hears: Any) -> None:
        self.says, self.hears = says, hears

    @classmethod
    async def listen(cls) -> "_Notices":
        url = os.environ["DATABASE_URL"]
        says, hears = [await psycopg.AsyncConnection.connect(url, autocommit=True) for _each in range(2)]
        await hears.execute("LISTEN bench")
        return cls(says, hears)

    async def round_trip(self) -> float:
        """Seconds from asking to hearing."""
        start = time.perf_counter()
        await self.says.execute("NOTIFY bench")
        async for _notice in self.hears.notifies(stop_after=1):
            pass
        return time.perf_counter() - start

    async def close(self) -> None:
        await self.says.close()
        await self.hears.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
