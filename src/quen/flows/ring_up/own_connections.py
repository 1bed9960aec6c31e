"""Connections of the ring-up's own, for the fast path of the web server: prepared statements, no transaction around.

One statement writes a sale whole, so that no transaction is opened around it. They speak libpq's language directly: of
the time a sale takes in Python, psycopg's cursors would be the largest part.
"""

from collections import deque
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

import psycopg
from django.db import connection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

from quen.flows.ring_up.statements import Statement, Value

CONNECTIONS = "quen.ring_up.connections"
"""Under this name the web server's fast lane hands its connections to the operations behind it."""
_NOT_FOR_LIBPQ = frozenset({"context", "cursor_factory", "client_encoding", "prepare_threshold", "pool"})


class _Own:
    """One connection, with the statements prepared on it."""

    def __init__(self) -> None:
        asked = connection.get_connection_params().items()
        settings = {name: value for name, value in asked if name not in _NOT_FOR_LIBPQ}
        self.connection: psycopg.Connection[Any] = psycopg.connect(
            **settings, autocommit=True, client_encoding="utf-8"
        )
        self.prepared: set[str] = set()

    def run(self, statement: Statement, values: list[bytes | None]) -> str | None:
        """Raises psycopg.Error."""
        libpq, name = self.connection.pgconn, statement.name.encode()
        if statement.name not in self.prepared:
            result = libpq.prepare(name, statement.numbered)
            if result.status != ExecStatus.COMMAND_OK:
                raise error_from_result(result)
            self.prepared.add(statement.name)
        result = libpq.exec_prepared(name, cast("list[bytes]", values))
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result)
        found = result.get_value(0, 0) if result.ntuples else None
        return None if found is None else found.decode()


class OwnConnections:
    """As many connections as there are sales at one moment; the last used is used next. A broken one is left."""

    def __init__(self) -> None:
        self._free: deque[_Own] = deque()

    def one(self, statement: Statement, values: Mapping[str, Value]) -> str | None:
        """Prepared on first use on each connection. Raises psycopg.Error."""
        texts = statement.in_order(values)
        try:
            own = self._free.pop()
        except IndexError:
            own = _Own()
        try:
            return own.run(statement, texts)
        finally:
            self._keep(own)

    def step(self) -> AbstractContextManager[object]:
        """Each statement stands for itself."""
        return nullcontext()

    def close(self) -> None:
        """Let go of all that are free."""
        while self._free:
            self._free.pop().connection.close()

    def _keep(self, own: _Own) -> None:
        if own.connection.pgconn.status == psycopg.pq.ConnStatus.OK:
            self._free.append(own)
        else:
            self.close()  # after a restart of the database none of them is worth anything
