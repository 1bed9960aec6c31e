"""Where webhooks may go: to the open internet, never to a machine inside.

A name is resolved once, every address it has is looked at, and the connection goes to an address that was looked at: a
name that means something else a moment later changes nothing (DNS rebinding).
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from quen.kernel.sentences import gettext_noop
from quen.webhooks.errors import BadAddress
from quen.webhooks.models import Trouble

MAX_LENGTH = 500
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotReachable(Exception):
    """The name leads nowhere, or to where webhooks may not go."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble)


@dataclass(frozen=True)
class Target:
    """Host, port and path of an endpoint."""

    host: str
    port: int
    path: str
    is_tls: bool


def target_of(url: str) -> Target:
    """The parts of an address. Raises BadAddress."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    schemes = {"https", "http"} if settings.WEBHOOKS_MAY_LOOP_BACK else {"https"}
    if (
        parts.scheme not in schemes
        or not host
        or parts.username is not None
        or parts.fragment
        or len(url) > MAX_LENGTH
        or not url.isascii()
        or any(letter <= " " for letter in url)
    ):
        raise BadAddress(
            gettext_noop(
                "An endpoint's address begins with https:// and has no password, no # and at most %(most)s letters."
            ),
            most=MAX_LENGTH,
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    is_tls = parts.scheme == "https"
    return Target(host, port or (443 if is_tls else 80), path, is_tls)


def addresses_of(target: Target) -> list[str]:
    """The addresses the name has now, all of them allowed. Raises NotReachable."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReachable(Trouble.NO_SUCH_HOST) from error
    addresses = list(dict.fromkeys(str(address[0]) for *_rest, address in found))
    if not addresses:
        raise NotReachable(Trouble.NO_SUCH_HOST)
    if not all(map(is_allowed, addresses)):
        raise NotReachable(Trouble.INSIDE)
    return addresses


def refuse_bad_address(url: str) -> None:
    """Raises BadAddress where nothing could ever be delivered."""
    target = target_of(url)
    try:
        addresses_of(target)
    except NotReachable as error:
        if error.trouble is Trouble.INSIDE:
            raise BadAddress(
                gettext_noop(
                    "%(host)s lies inside a private network. Webhooks go to addresses on the open internet only."
                ),
                host=target.host,
            ) from error
        raise BadAddress(
            gettext_noop("There is no host %(host)s. Check the address."), host=target.host
        ) from error


def is_allowed(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also the one hidden inside an IPv6 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _inner(ip)) is not None:
        ip = inner
    if ip.is_loopback:
        return bool(settings.WEBHOOKS_MAY_LOOP_BACK)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)
