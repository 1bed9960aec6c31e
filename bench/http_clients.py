"""Clients over loopback HTTP in one process: each sends its next request when the last one is answered."""

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

Request = Callable[[int], bytes]
_numbers = count()


@dataclass(frozen=True)
class Latencies:
    """How long each request took, and all of them together."""

    each_seconds: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.each_seconds) / self.seconds

    @property
    def p99_ms(self) -> float:
        return sorted(self.each_seconds)[int(len(self.each_seconds) * 0.99) - 1] * 1e3


@dataclass
class _Client:
    connection: socket.socket
    sent_at: float = 0.0
    answer: bytearray = field(default_factory=bytearray)

    def send(self, request: Request) -> None:
        self.answer.clear()
        self.connection.sendall(request(next(_numbers)))
        self.sent_at = time.perf_counter()

    def is_answered(self) -> bool:
        """Whether the answer is whole. Raises RuntimeError for one that is no success."""
        self.answer += self.connection.recv(65_536)
        end = self.answer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self.answer[:end]).lower()
        if not head.startswith(b"http/1.1 201"):
            raise RuntimeError(bytes(self.answer).decode())
        size = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        return len(self.answer) >= end + 4 + size


def ring(port: int, request: Request, *, clients: int, seconds: float) -> Latencies:
    """Let so many clients ring for so long; every number is asked for once in a process."""
    spent: list[float] = []
    with selectors.DefaultSelector() as ready:
        for _ in range(clients):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.register(connection, selectors.EVENT_READ, _Client(connection))
        waiting = [key.data for key in ready.get_map().values()]
        start = time.perf_counter()
        for client in waiting:
            client.send(request)
        under_way = clients
        while under_way:
            for key, _events in ready.select():
                client = key.data
                if not client.is_answered():
                    continue
                now = time.perf_counter()
                spent.append(now - client.sent_at)
                if now - start < seconds:
                    client.send(request)
                else:
                    under_way -= 1
        took = time.perf_counter() - start
        for client in waiting:
            client.connection.close()
    return Latencies(spent, took)
