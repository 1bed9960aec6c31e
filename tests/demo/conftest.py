"""One full demo shop for the whole folder, its tables open in DuckDB."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from quen.demo.shop import Shop, simulate

LAST_DAY = date(2026, 11, 21)
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def shop() -> Shop:
    return simulate(last_day=LAST_DAY)


@pytest.fixture(scope="session")
def ask(shop: Shop) -> Iterator[Ask]:
    """Ask the shop's books in SQL."""
    with duckdb.connect() as connection:
        for name in ("customers", "products", "lines", "stores", "staff", "truth", "trials"):
            connection.register(name, getattr(shop, name))
        connection.execute("set threads = 2")
        yield lambda question: connection.execute(question).fetchall()
