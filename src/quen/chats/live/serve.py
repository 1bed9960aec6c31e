"""The web server of the streams: Granian inside one asyncio process, ended by a signal."""

import asyncio
import atexit
import contextlib
import os
import signal

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from quen.chats.live.app import Live
from quen.chats.live.hub import Hub

_BACKLOG, _STOP_SECONDS = 2_048, 5


def serve_live(*, host: str, port: int, pages_port: int, database_url: str) -> None:
    """Serve until SIGINT or SIGTERM."""
    asyncio.run(_serve(host, port, pages_port, database_url))


async def _serve(host: str, port: int, pages_port: int, database_url: str) -> None:
    hub = Hub(database_url)
    server = Server(
        Live(hub, pages_port=pages_port), address=host, port=port, interface=Interfaces.ASGINL,
        log_level=LogLevels.error, backlog=_BACKLOG, backpressure=_BACKLOG, websockets=False,
    )  # fmt: skip
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    listening, serving = asyncio.create_task(hub.listen()), asyncio.create_task(server.serve())
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    await hub.close()
    listening.cancel()
    server.stop()  # type: ignore[no-untyped-call]
    with contextlib.suppress(TimeoutError, asyncio.CancelledError):
        await asyncio.wait_for(serving, _STOP_SECONDS)
    if stop.is_set():
        _end()


def _end() -> None:
    """End at once: Granian's threads still hold streams, and abort where the interpreter goes away under them."""
    atexit._run_exitfuncs()
    os._exit(0)
