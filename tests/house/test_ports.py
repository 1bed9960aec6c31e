"""Ports told to servers of tests: each once, and none the system gives to somebody else."""

import socket

from tests.ports import free_port


def test_each_is_told_once_and_none_that_is_taken() -> None:
    first = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first + 1))
        taken.listen()
        later = [free_port() for _ in range(20)]
    assert first not in later and first + 1 not in later
    assert len(set(later)) == len(later)
