"""The server as `quen serve` starts it, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60


@contextmanager
def served(home: Path, *options: str) -> Iterator[int]:
    """Serve this installation (the environment says which) until the block ends; the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (home / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "quen", "serve", "--port", str(port), *options],
            stdout=log,
            stderr=log,
            env={name: value for name, value in os.environ.items() if name != "QUEN_DATABASE_POOL"},
        )
        try:
            _wait(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(START_SECONDS * 10):
        if server.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")
