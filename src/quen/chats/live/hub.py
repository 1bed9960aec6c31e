"""One connection hears of every chat and wakes the streams that look at it; another reads their lines.

A notice carries no line: whoever is woken reads on from the last number it knows. So nothing is lost while the
listening connection is away, as long as everybody is woken once it is back.
"""

import asyncio
import json
import logging
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from quen.chats.notify import CHANNEL

_LINES = (Path(__file__).parent / "lines.sql").read_text()
_STATE = (Path(__file__).parent / "state.sql").read_text()
_TRY_AGAIN_SECONDS, _MOST_WAITING = 1.0, 50
log = logging.getLogger("quen.live")


class Looker:
    """Somebody who looks at one chat (0: at none, only at what moves in all)."""

    def __init__(self, chat: int, *, is_staff: bool) -> None:
        self.chat, self.is_staff = chat, is_staff
        self.woken = asyncio.Event()
        self.moved = True  # there may be lines it does not know
        self.said: list[dict[str, Any]] = []  # typing, seen, board: gone when it is away

    def hear(self, notice: dict[str, Any]) -> None:
        if notice["chat"] == self.chat and "last" in notice:
            self.moved = True
        elif len(self.said) < _MOST_WAITING:
            self.said.append(notice)
        self.woken.set()

    def wake(self) -> None:
        """Read on, whatever was missed."""
        self.moved = True
        self.woken.set()


class Hub:
    """Everybody who looks, and the two connections."""

    def __init__(self, database_url: str) -> None:
        self.url = database_url
        self.lookers: dict[int, set[Looker]] = defaultdict(set)
        self.count, self.is_stopping = 0, False
        self._reading = asyncio.Lock()
        self._reader: psycopg.AsyncConnection[dict[str, Any]] | None = None

    def add(self, looker: Looker) -> None:
        self.lookers[looker.chat].add(looker)
        self.count += 1

    def remove(self, looker: Looker) -> None:
        self.lookers[looker.chat].discard(looker)
        if not self.lookers[looker.chat]:
            del self.lookers[looker.chat]
        self.count -= 1

    async def listen(self) -> None:
        """Until cancelled; where the database is gone, again every second."""
        while True:
            try:
                await self._listen_once()
            except psycopg.Error as error:
                log.warning("the streams hear nothing: %s; trying again", str(error).splitlines()[0])
            await asyncio.sleep(_TRY_AGAIN_SECONDS)

    async def _listen_once(self) -> None:
        async with await psycopg.AsyncConnection.connect(self.url, autocommit=True) as connection:
            await connection.execute("SET application_name = 'quen live'")
            await connection.execute(f"LISTEN {CHANNEL}")
            for lookers in list(self.lookers.values()):
                for looker in list(lookers):
                    looker.wake()
            async for notice in connection.notifies():
                self.spread(json.loads(notice.payload))

    def spread(self, notice: dict[str, Any]) -> None:
        """To whoever looks at the chat; that its lines or its owner changed, to all staff."""
        for looker in list(self.lookers.get(notice["chat"], ())):
            looker.hear(notice)
        if "last" in notice or "board" in notice:
            for lookers in list(self.lookers.values()):
                for looker in lookers:
                    if looker.is_staff and looker.chat != notice["chat"]:
                        looker.hear({"chat": notice["chat"], "board": True})

    async def lines(self, looker: Looker, after: int) -> list[dict[str, Any]]:
        """What was said after that number, in its order."""
        facts = {"chat": looker.chat, "after": after, "for_staff": looker.is_staff}
        return await self._read(_LINES, facts)

    async def state(self, chat: int) -> dict[str, Any] | None:
        """How far the chat is; None where there is none."""
        rows = await self._read(_STATE, {"chat": chat})
        return rows[0] if rows else None

    async def origins(self) -> list[str]:
        """The sites the owner allows."""
        rows = await self._read("SELECT origins FROM chats_chatsettings WHERE id = 1", {})
        return list(rows[0]["origins"]) if rows else []

    async def _read(self, statement: str, facts: dict[str, Any]) -> list[dict[str, Any]]:
        async with self._reading:
            try:
                return await self._read_once(statement, facts)
            except psycopg.OperationalError:  # the connection was old: once more on a new one
                self._reader = None
                return await self._read_once(statement, facts)

    async def _read_once(self, statement: str, facts: dict[str, Any]) -> list[dict[str, Any]]:
        if self._reader is None or self._reader.closed:
            self._reader = await psycopg.AsyncConnection.connect(
                self.url, autocommit=True, row_factory=dict_row, prepare_threshold=1
            )
        found = await self._reader.execute(statement, facts)
        return await found.fetchall()

    async def close(self) -> None:
        """End every stream, then the connection that reads."""
        self.is_stopping = True
        for lookers in list(self.lookers.values()):
            for looker in list(lookers):
                looker.wake()
        if self._reader is not None:
            await self._reader.close()
