"""The books come about beside other work, and nothing of it outlives the caller."""

import subprocess
from typing import Any

import pytest

from quen.demo.beside import books_beside
from quen.demo.shop import Shop
from tests.demo.conftest import LAST_DAY


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that is started from here on."""
    begun: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    return begun


def test_the_books_are_those_of_the_simulation_read_as_a_sales_file(
    shop: Shop, processes: list[subprocess.Popen[bytes]]
) -> None:
    with books_beside(seed=1, last_day=LAST_DAY) as ask:
        books = ask()
        assert books.shop == shop
        assert books.sales.is_read
        assert (books.sales.counts.read, books.sales.counts.rejected) == (shop.lines.num_rows, 0)
        folder = books.sales.folder
        assert folder.exists()
    assert not folder.exists()
    assert [process.poll() is not None for process in processes] == [True]


def test_whoever_breaks_off_leaves_no_process_behind(processes: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(KeyboardInterrupt), books_beside(seed=1, last_day=LAST_DAY):
        raise KeyboardInterrupt
    assert [process.poll() for process in processes] == [-9]


def test_a_simulation_that_dies_is_an_error_where_the_books_are_asked_for(
    processes: list[subprocess.Popen[bytes]],
) -> None:
    with books_beside(seed=1, last_day=LAST_DAY) as ask:
        processes[0].kill()
        with pytest.raises(EOFError):
            ask()
