"""The shop simulated, and its sales read, while the caller does something else.

The simulation has a process of its own: `python -m quen.demo.beside SEED LAST_DAY` writes the pickled shop to standard
output. The reading has a thread: it is DuckDB's work.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date

from quen.demo.books import Books, read_books
from quen.demo.shop import Shop, simulate


@contextmanager
def books_beside(*, seed: int, last_day: date) -> Iterator[Callable[[], Books]]:
    """Yields how to ask for the books of the chain up to its last day, which waits until they are there."""
    with (
        ExitStack() as held,
        ThreadPoolExecutor(max_workers=1) as thread,
        _simulating(seed, last_day) as simulated,
    ):
        yield thread.submit(lambda: held.enter_context(read_books(simulated()))).result


@contextmanager
def _simulating(seed: int, last_day: date) -> Iterator[Callable[[], Shop]]:
    """The process is in a group of its own: Ctrl-C is the caller's to hear, and whatever ends this ends it, too."""
    command = [sys.executable, "-m", "quen.demo.beside", str(seed), last_day.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, process_group=0) as process:
        said = process.stdout
        assert said is not None
        try:
            yield lambda: pickle.load(said)  # noqa: S301  # what our own process wrote
        finally:
            process.kill()


if __name__ == "__main__":
    pickle.dump(simulate(seed=int(sys.argv[1]), last_day=date.fromisoformat(sys.argv[2])), sys.stdout.buffer)
