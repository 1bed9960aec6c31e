"""A reverse proxy as shops run them before the product: it holds answers back in its buffer, and cuts whoever is silent.

As nginx does by default: what comes from behind waits until `BUFFER` bytes are together or the answer ends, unless the
answer says `X-Accel-Buffering: no`, which is taken out and obeyed (`obeys` False: a proxy that does not know it). Where
an answer has begun and nothing more comes for `read_timeout` seconds the connection is cut.
"""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

BUFFER = 8 * 1024
PATIENCE_SECONDS = 60
"""For whatever has begun: a busy machine is slow."""


@dataclass
class Proxy:
    """Where it listens; `cut` ends every connection through it."""

    port: int = 0
    cuts: int = 0
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        asyncio.run_coroutine_threadsafe(self._cut(), self.loop).result(PATIENCE_SECONDS)

    async def _cut(self) -> None:
        for writer in list(self.open):
            writer.transport.abort()


@contextmanager
def buffering_proxy(to: int, *, obeys: bool = True, read_timeout: float = 60) -> Iterator[Proxy]:
    """Until the block ends it stands before the port `to`."""
    proxy = Proxy()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind_reads, behind = await asyncio.open_connection("127.0.0.1", to)
        proxy.open |= {writer, behind}
        asking = asyncio.ensure_future(_copy(reader, behind))
        try:
            await _answer(behind_reads, writer, obeys=obeys, read_timeout=read_timeout)
        except TimeoutError:
            proxy.cuts += 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            asking.cancel()
            for one in (writer, behind):
                one.close()
            proxy.open -= {writer, behind}

    async def serve() -> None:
        server = await asyncio.start_server(pass_on, "127.0.0.1", 0)
        proxy.port = server.sockets[0].getsockname()[1]

    thread = threading.Thread(target=proxy.loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(serve(), proxy.loop).result(PATIENCE_SECONDS)
    try:
        yield proxy
    finally:
        proxy.cut()
        proxy.loop.call_soon_threadsafe(proxy.loop.stop)
        thread.join(10)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(BUFFER):
            writer.write(piece)
            await writer.drain()


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, obeys: bool, read_timeout: float
) -> None:
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE_SECONDS)
    lines = head.split(b"\r\n")
    asked = [line for line in lines if line.lower().replace(b" ", b"") == b"x-accel-buffering:no"]
    passes = obeys and bool(asked)
    writer.write(b"\r\n".join(line for line in lines if line not in asked) if obeys else head)
    held = b""
    while piece := await asyncio.wait_for(reader.read(BUFFER), read_timeout):
        held += piece
        # An answer of known length is whole as soon as it is short; only what goes on is held back.
        if passes or len(held) >= BUFFER or b"content-length:" in head.lower():
            writer.write(held)
            await writer.drain()
            held = b""
    writer.write(held)
    await writer.drain()
