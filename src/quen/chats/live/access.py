"""Who may look at what, and from which site."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from quen.chats.live.hub import Hub
from quen.chats.passes import Pass, read_pass

_FRESH_SECONDS = 5.0


@dataclass(frozen=True)
class Asked:
    """One request as far as the streams read it."""

    method: str
    path: str
    headers: dict[str, str]
    query: dict[str, list[str]]

    @property
    def after(self) -> int:
        """The last line it knows: what a browser resumes with, else what the address says."""
        written = self.headers.get("last-event-id") or self.query.get("after", ["0"])[0]
        return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0

    def pass_(self) -> Pass:
        """Raises PassRefused."""
        kind, _space, token = self.headers.get("authorization", "").partition(" ")
        return read_pass(token if kind.lower() == "bearer" else "")


def asked(scope: dict[str, object]) -> Asked:
    raw: Iterable[tuple[bytes, bytes]] = scope["headers"]  # type: ignore[assignment]
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}
    query: bytes = scope.get("query_string", b"")  # type: ignore[assignment]
    return Asked(str(scope["method"]), str(scope["path"]), headers, parse_qs(query.decode("latin-1")[:500]))


class Sites:
    """The sites that may look: those the owner named, and the installation's own pages on their other port."""

    def __init__(self, hub: Hub, pages_port: int) -> None:
        self.hub, self.pages_port = hub, pages_port
        self._named: list[str] = []
        self._until = 0.0

    async def allows(self, request: Asked) -> str:
        """The origin to name in the answer; empty for none. Exact: no pattern, no `*`."""
        origin = request.headers.get("origin", "")
        if not origin:
            return ""
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
        parts = urlsplit(origin)
        if parts.hostname == host and self.pages_port and parts.port == self.pages_port:
            return origin
        if time.monotonic() >= self._until:
            self._named, self._until = await self.hub.origins(), time.monotonic() + _FRESH_SECONDS
        return origin if origin.lower() in self._named else ""
