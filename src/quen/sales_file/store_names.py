"""Stores by one name: what a shop knows of their names, and spellings that differ in case and marks only."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import duckdb

from quen.kernel.names import search_key


@dataclass(frozen=True)
class StoreNames:
    """A store of several names: the keys of all of them, and how the first file wrote it ("" before the first)."""

    keys: frozenset[str]
    written: str


def settled_sql(
    connection: duckdb.DuckDBPyConnection, cell: str, stores: Collection[StoreNames], source: str
) -> str:
    """SQL for the store's text in `cell` with every other name of a store written as its first file wrote it.

    The fingerprints of a till's rows stay what they were when the till learns a store's new name.
    """
    if not stores:
        return cell
    texts = connection.execute(f"SELECT DISTINCT {cell} FROM {source}").fetchall()  # noqa: S608
    names = _first_names([text for (text,) in texts if text], stores)
    cases = " ".join(f"WHEN {_quoted(text)} THEN {_quoted(first)}" for text, first in names.items())
    return f"CASE {cell} {cases} ELSE {cell} END" if cases else cell


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


def _first_names(texts: Iterable[str], stores: Iterable[StoreNames]) -> Mapping[str, str]:
    keys = {text: search_key(text) for text in texts}
    names: dict[str, str] = {}
    for store in stores:
        own = [text for text, key in keys.items() if key in store.keys]
        first = store.written or min(own, default="")
        names |= {text: first for text in own if keys[text] != search_key(first)}
    return names


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
