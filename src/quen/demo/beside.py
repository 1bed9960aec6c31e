"""The shop simulated, and its sales read, while the caller does something else.

The simulation has a process of its own: `python -m quen.demo.beside SEED LAST_DAY FOLDER` writes the sales file into
the folder and the pickled shop to standard output. The reading has a thread: it is DuckDB's work.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from quen.demo.books import Books, read_books
from quen.demo.shop import Shop, simulate
from quen.demo.till_export import FILE_NAME, write_sales_file


@contextmanager
def books_beside(*, seed: int, last_day: date) -> Iterator[Callable[[], Books]]:
    """Yields how to ask for the books of the chain up to its last day, which waits until they are there."""
    with (
        TemporaryDirectory() as folder,
        ExitStack() as held,
        ThreadPoolExecutor(max_workers=1) as thread,
        _simulating(seed, last_day, folder) as simulated,
    ):
        path = Path(folder) / FILE_NAME
        yield thread.submit(lambda: held.enter_context(read_books(simulated(), path))).result


@contextmanager
def _simulating(seed: int, last_day: date, folder: str) -> Iterator[Callable[[], Shop]]:
    """The process is in a group of its own: Ctrl-C is the caller's to hear, and whatever ends this ends it, too."""
    command = [sys.executable, "-m", "quen.demo.beside", str(seed), last_day.isoformat(), folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, process_group=0) as process:
        said = process.stdout
        assert said is not None
        try:
            yield lambda: pickle.load(said)  # noqa: S301  # what our own process wrote
        finally:
            process.kill()


def _main(seed: str, last_day: str, folder: str) -> None:
    shop = simulate(seed=int(seed), last_day=date.fromisoformat(last_day))
    write_sales_file(shop, Path(folder))
    pickle.dump(shop, sys.stdout.buffer)


if __name__ == "__main__":
    _main(*sys.argv[1:])
