"""Webhooks go to the open internet and nowhere else."""

import socket
from typing import Any

import pytest

from quen.webhooks.addresses import NotReachable, addresses_of, is_allowed, refuse_bad_address, target_of
from quen.webhooks.errors import BadAddress
from quen.webhooks.models import Trouble

INSIDE = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "2002:7f00:1::", "2002:a00:1::", "2001:db8::1",
)  # fmt: skip
OUTSIDE = ("93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1")


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_outside_are_allowed(address: str) -> None:
    assert is_allowed(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://",
        "https://a:b@example.com/",
        "https://example.com/#a",
        "https://example.com:99999/",
        "https://exa mple.com/",
        "https://example.com/\r\nHost: a",
        "https://ví-dụ.vn/",
        "https://[::1",
        "javascript:alert(1)",
        "https://example.com/" + "x" * 500,
    ],
)
def test_what_cannot_be_an_endpoint_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        target_of(url)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"],
)
def test_names_and_numbers_of_machines_inside_are_refused(host: str) -> None:
    with pytest.raises(BadAddress):
        refuse_bad_address(f"https://{host}/hooks")


def test_one_address_inside_among_others_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(*_rest: Any, **_more: Any) -> list[Any]:
        return [(0, 0, 0, "", ("1.1.1.1", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(NotReachable) as refused:
        addresses_of(target_of("https://example.com/"))
    assert refused.value.trouble is Trouble.INSIDE
