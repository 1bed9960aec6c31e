"""Ports of this machine for servers that must be told theirs before they begin."""

import os
import socket
from itertools import count

_FIRST, _COUNT = 11_000, 20_000
"""Below those that the system gives to whoever asks for any: none of them can take one before its server begins."""
_STRIDE = 97  # how many a process may ask for until it comes to those of the next
_asked = count(os.getpid() * _STRIDE)


def free_port() -> int:
    """A port nobody listens on; this process is told each once, and the worker beside us is told others."""
    while True:
        port = _FIRST + next(_asked) % _COUNT
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
