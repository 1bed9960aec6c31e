"""The streams as `quen live` serves them, on the test database, in a process of their own; and a browser's half of one."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from quen.chats.live.app import HEARTBEAT_SECONDS

PAGES_PORT = 8000
_START_SECONDS = _END_SECONDS = 60


def database_of_test() -> str:
    kept = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(**{name: kept[of] for name, of in named.items() if kept[of]})


@contextmanager
def live(
    port: int,
    *,
    pages_port: int = PAGES_PORT,
    end: int = signal.SIGTERM,
    heartbeat: float = HEARTBEAT_SECONDS,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve until the block ends. `heartbeat`: seconds of silence between two signs of life."""
    program = f"import quen.chats.live.app as app; app.HEARTBEAT_SECONDS = {heartbeat}; "
    program += (
        "from quen.chats.live.serve import serve_live as s; import sys; a = sys.argv; s(host='127.0.0.1', "
    )
    program += "port=int(a[1]), pages_port=int(a[2]), database_url=a[3])"
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(port), str(pages_port), database_of_test()],
        env={**os.environ, "QUEN_SECRET_KEY": settings.SECRET_KEY},
    )
    until = time.monotonic() + _START_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, end)
        process.wait(_END_SECONDS)


class Stream:
    """One open stream; reading waits for what comes."""

    def __init__(self, port: int, token: str, *, after: int = 0, **headers: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        sent = {"Authorization": f"Bearer {token}", "Last-Event-ID": str(after), **headers}
        self.connection.request("GET", "/live/stream/", headers=sent)
        self.answer = self.connection.getresponse()

    def event(self) -> tuple[str, dict[str, Any]]:
        """The next event that is no heartbeat."""
        facts: dict[str, str] = {}
        while True:
            raw = self.answer.readline()
            if not raw:
                raise EOFError
            line = raw.decode().rstrip("\n")
            if not line and "event" in facts:
                return facts["event"], json.loads(facts["data"])
            name, _colon, value = line.partition(": ")
            if name:
                facts[name] = value

    def lines(self, many: int) -> list[tuple[int, str]]:
        """The next lines, whatever notices come between them."""
        found: list[tuple[int, str]] = []
        while len(found) < many:
            kind, facts = self.event()
            if kind == "line":
                found.append((facts["number"], facts["text"]))
        return found

    def close(self) -> None:
        self.connection.close()
