"""Stores by one name: what a shop knows of their names, and spellings that differ in case and marks only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb

from quen.kernel.names import search_key

_NO_COLUMN = "CAST(NULL AS VARCHAR)"


@dataclass(frozen=True)
class StoreNames:
    """A store of several names: the keys of all of them, and how the first file wrote it (None before the first).

    The key "" stands for rows that name no store; "" is how a file writes a store that it does not name.
    """

    keys: frozenset[str]
    written: str | None


def settled_sql(
    connection: duckdb.DuckDBPyConnection, cell: str, stores: Collection[StoreNames], source: str
) -> dict[str, str]:
    """SQL for ``store``, every name of a store written alike, and ``store_mark``, as its first file wrote it.

    The fingerprints of a till's rows stay what they were when the till learns a store's new name, or begins to name it.
    """
    if not stores:
        return {"store": cell, "store_mark": cell}
    texts = {text: search_key(text) for text in _texts(connection, cell, source)}
    names: dict[str, str] = {}
    marks: dict[str, str] = {}
    for store in stores:
        own = [text for text, key in texts.items() if key in store.keys]
        first = store.written or min((text for text in own if text), default="")
        mark = first if store.written is None else store.written
        names |= {text: first for text in own if texts[text] != search_key(first)}
        marks |= {text: mark for text in own if texts[text] != search_key(mark)}
    return {"store": _replaced(cell, names), "store_mark": _replaced(cell, marks)}


def write_one_spelling(connection: duckdb.DuckDBPyConnection) -> None:
    """In ``parsed``: one spelling for the stores that differ in case and marks only. Fingerprints stay."""
    texts = connection.execute(
        "SELECT DISTINCT store FROM parsed WHERE store IS NOT NULL ORDER BY 1"
    ).fetchall()
    first: dict[str, str] = {}
    for (text,) in texts:
        spelling = first.setdefault(search_key(text), text)
        if spelling != text:
            connection.execute("UPDATE parsed SET store = ? WHERE store = ?", [spelling, text])


def _texts(connection: duckdb.DuckDBPyConnection, cell: str, source: str) -> list[str]:
    if cell == _NO_COLUMN:
        return [""]
    found = connection.execute(f"SELECT DISTINCT coalesce({cell}, '') FROM {source}").fetchall()  # noqa: S608
    return [text for (text,) in found]


def _replaced(cell: str, texts: Mapping[str, str]) -> str:
    if not texts:
        return cell
    cases = " ".join(f"WHEN {_quoted(text)} THEN nullif({_quoted(to)}, '')" for text, to in texts.items())
    return f"CASE coalesce({cell}, '') {cases} ELSE {cell} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
