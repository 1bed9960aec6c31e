"""Starting and ending the whole installation."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quen.cli.pages import pages
from tests.ports import free_port

ENDS_WITHIN_SECONDS = 60


def test_once_told_to_stop_a_web_process_that_ends_by_itself_does_not_make_it_unheard() -> None:
    server = pages(host="127.0.0.1", port=0, workers=1, threads=1)

    server.signal_handler_interrupt(signal.SIGINT, None)
    server.main_loop_interrupt.clear()

    assert server.main_loop_interrupt.wait(0)
    assert server.interrupt_signal


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that PostgreSQL may enter, too, where the tests run as root and it does not."""
    with tempfile.TemporaryDirectory(prefix="quen-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.long
@pytest.mark.parametrize("is_up", [False, True])
def test_told_to_end_it_ends_with_its_worker_and_its_database(home: Path, is_up: bool) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    port, said = free_port(), home / "said.txt"
    with said.open("w") as ear:
        serving = subprocess.Popen(
            [sys.executable, "-m", "quen", "serve", "--port", str(port)],
            env={**environment, "QUEN_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=ear,
        )
    database = home / "postgres" / "postmaster.pid"
    while not (_answers(port) if is_up else database.exists()):
        assert serving.poll() is None
        time.sleep(0.2)

    serving.send_signal(signal.SIGTERM)

    serving.wait(ENDS_WITHIN_SECONDS)
    assert not database.exists()
    assert _who_speaks_of(home) == []
    assert "leaked" not in said.read_text()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _who_speaks_of(folder: Path) -> list[str]:
    """The command lines of processes that name the folder, or have it in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in words and process.name != str(os.getpid()):
            found.append(words.split(b"\0")[0].decode())
    return found
