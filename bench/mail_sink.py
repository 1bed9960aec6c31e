"""An SMTP server that takes everything and keeps nothing: a process of its own, so that it costs both sides alike.

It speaks the commands that matter (RFC 5321) and counts the messages; `python -m bench.mail_sink` prints its port.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ANSWERS = {
    b"EHLO": b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}
_TAKEN = b"250 OK\r\n"
_END = b"\r\n.\r\n"


class _Line(asyncio.Protocol):
    """One connection: lines of commands, and after DATA everything up to the lone dot."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._out, self._kept, self._is_body = transport, b"", False
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self._kept += data
        while (found := self._kept.find(_END if self._is_body else b"\r\n")) >= 0:
            line, self._kept = self._kept[:found], self._kept[found + (5 if self._is_body else 2) :]
            if self._is_body:
                self._is_body = False
                self._out.write(_TAKEN)
                continue
            word = line[:4].upper()
            self._is_body = word == b"DATA"
            self._out.write(_ANSWERS.get(word, _TAKEN))
            if word == b"QUIT":
                self._out.close()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Line, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def mail_sink() -> Iterator[int]:
    """It runs; its port on 127.0.0.1."""
    command = [sys.executable, "-m", "bench.mail_sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(_serve())
