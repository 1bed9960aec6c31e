"""A real IMAP server: a process of its own, filled as any mail program would fill it."""

import contextlib
import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.ports import free_port

USER, PASSWORD = "shop@example.com", "ca-phe-sua-da"


@dataclass
class Box:
    """The running server."""

    port: int

    def put(self, *letters: bytes) -> None:
        """Deliver letters."""
        line = imaplib.IMAP4("127.0.0.1", self.port)
        line.login(USER, PASSWORD)
        for letter in letters:
            kind, said = line.append("INBOX", "", imaplib.Time2Internaldate(time.time()), letter)
            assert kind == "OK", said
        line.logout()

    def unseen(self) -> int:
        """How many letters nobody has opened."""
        line = imaplib.IMAP4("127.0.0.1", self.port)
        line.login(USER, PASSWORD)
        line.select("INBOX", readonly=True)
        _kind, found = line.search(None, "UNSEEN")
        line.logout()
        return len(found[0].split())


@contextlib.contextmanager
def serving() -> Iterator[Box]:
    """The server, until it is no longer needed."""
    port = free_port()
    command = [
        sys.executable,
        "-c",
        "from pymap.main import main; main()",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-tls",
        "--no-service",
        "admin",
    ]
    command += ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait_for(process, port)
        yield Box(port)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stdout and process.stdout.read()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("the IMAP server did not come up")
