"""The real files of the field, and how a test reads a file."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from quen.sales_file import ReadOptions, SalesFile, open_sales

DATA = Path(__file__).parents[2].parent / "shared" / "data"

Read = Callable[..., SalesFile]


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    """Open and read files; everything is closed when the test ends."""
    opened: list[SalesFile] = []

    def _read(*paths: Path, **options: object) -> SalesFile:
        sales = open_sales(list(paths), ReadOptions(**options))  # type: ignore[arg-type]
        opened.append(sales)
        sales.read()
        return sales

    yield _read
    for sales in opened:
        sales.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of open data beside the checkout."""
    if not DATA.is_dir():
        pytest.skip(f"the open data in {DATA} is not here")
    return DATA


@pytest.fixture(scope="session")
def uci(shared_data: Path) -> Iterator[SalesFile]:
    """The whole of UCI Online Retail, read once."""
    with open_sales([shared_data / "uci_online_retail"]) as sales:
        sales.read()
        yield sales


def rows_of(sales: SalesFile, query: str) -> Sequence[tuple[object, ...]]:
    """The rows of a query on an open sales file."""
    return sales.connection.execute(query).fetchall()


def files(folder: Path, **texts: str) -> list[Path]:
    """A CSV file for each of `texts`, by its name."""
    return [a_file(folder, text, name) for name, text in texts.items()]


def a_file(folder: Path, text: str, name: str = "sales") -> Path:
    """A CSV file of this text."""
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return path
