"""One POST to one endpoint, with limits on everything: addresses, time, the size of the answer."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from quen.webhooks.addresses import NotReachable, Target, addresses_of
from quen.webhooks.models import Trouble

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
LONGEST_RETRY_AFTER = 24 * 3600


@dataclass(frozen=True)
class Reply:
    """What came of it. Arrived is only what was answered with 2xx; a redirect is followed nowhere.

    `is_unanswered`: bytes may have gone and nothing came back, so that it may have arrived all the same.
    """

    status: int | None = None
    trouble: Trouble | None = None
    retry_after_seconds: int = 0
    is_unanswered: bool = False

    @property
    def has_arrived(self) -> bool:
        return self.trouble is None


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was looked at; TLS still checks the certificate of the name."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self._target, self._address = target, address
        self.is_cut = False
        self.has_begun = False

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self._target.port), CONNECT_SECONDS)
        self.sock = plain
        if self._target.is_tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host)
        self.sock.settimeout(TOTAL_SECONDS)
        self.has_begun = True


def post(
    target: Target, *, body: bytes, headers: Mapping[str, str], total_seconds: float = TOTAL_SECONDS
) -> Reply:
    """Send it, and say what came back."""
    try:
        address = addresses_of(target)[0]
    except NotReachable as error:
        return Reply(trouble=error.trouble)
    connection = _Pinned(target, address)
    deadline = threading.Timer(total_seconds, _cut, [connection])
    deadline.daemon = True
    deadline.start()
    try:
        connection.request("POST", target.path, body, {"Content-Type": "application/json", **headers})
        return _reply(connection.getresponse())
    except ssl.SSLError:
        return Reply(trouble=Trouble.TLS, is_unanswered=connection.has_begun)
    except TimeoutError:
        return Reply(trouble=Trouble.SLOW, is_unanswered=connection.has_begun)
    except (OSError, http.client.HTTPException):
        trouble = Trouble.SLOW if connection.is_cut else Trouble.UNREACHABLE
        return Reply(trouble=trouble, is_unanswered=connection.has_begun)
    finally:
        deadline.cancel()
        connection.close()


def _reply(response: http.client.HTTPResponse) -> Reply:
    """The answer's status says it all; its body is not read."""
    if 200 <= response.status < 300:
        return Reply(status=response.status)
    asked = response.headers.get("Retry-After", "")
    wait = (
        min(int(asked), LONGEST_RETRY_AFTER)
        if asked.isascii() and asked.isdecimal() and len(asked) < 8
        else 0
    )
    return Reply(status=response.status, trouble=Trouble.ANSWER, retry_after_seconds=wait)


def _cut(connection: _Pinned) -> None:
    """End a connection that takes too long, however slowly it drips."""
    connection.is_cut = True
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
