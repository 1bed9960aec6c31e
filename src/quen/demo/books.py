"""The chain's books: what was simulated, and its sales as the reader of sales files found them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quen.demo.shop import Shop
from quen.demo.till_export import write_sales_file
from quen.kernel.receipt_periods import Restart
from quen.sales_file import ReadOptions, SalesFile, open_sales

_OPTIONS = ReadOptions(currency="VND", restart=Restart.NEVER)


@dataclass(frozen=True)
class Books:
    """The shop, and the sales its till exported, open and read."""

    shop: Shop
    sales: SalesFile


@contextmanager
def read_books(shop: Shop, path: Path) -> Iterator[Books]:
    """Read the sales its till exported, as any shop's file would be read. Needs no database."""
    with open_sales([path], _OPTIONS) as sales:
        sales.read(for_measures=False)
        yield Books(shop, sales)


@contextmanager
def books_of(shop: Shop) -> Iterator[Books]:
    """The same of a shop whose till has not exported them yet."""
    with (
        tempfile.TemporaryDirectory() as folder,
        read_books(shop, write_sales_file(shop, Path(folder))) as books,
    ):
        yield books
