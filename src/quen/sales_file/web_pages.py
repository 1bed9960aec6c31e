"""Tables in web pages: what many tills in a browser give away as ``.xls``. Excel's XML of 2003 is read alike."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from quen.sales_file import limits
from quen.sales_file.batches import RowBatches
from quen.sales_file.dialect import columns_of, find_header, is_known, known_with
from quen.sales_file.encodings import examine
from quen.sales_file.options import ReadOptions
from quen.sales_file.scan import not_a_table, refuse_too_wide
from quen.sales_file.tables import Target
from quen.sales_file.text_files import open_text

_TABLES, _ROWS, _CELLS = ("table", "ss:table"), ("tr", "row", "ss:row"), ("td", "th", "cell", "ss:cell")
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class WebPageTable:
    """One table of a page; `number` counts the tables that hold rows, from 0."""

    path: Path
    number: int
    encoding: str
    columns: tuple[str, ...]
    header_row: int
    part: str = ""
    unread: tuple[str, ...] = ()
    format: str = "HTML"
    delimiter: str | None = None

    def pour(self, target: Target) -> None:
        """Append every row that holds anything."""
        with RowBatches(target) as batches:
            for row_no, row in _rows(self.path, self.encoding, self.number):
                if row_no > self.header_row and any(row):
                    batches.add(row_no, row)


def web_page_table(path: Path, options: ReadOptions) -> WebPageTable:
    """Look at the page at `path`: the first table with known headings, else the one with most rows.

    Raises NotATable where it has no table, TooLarge for a line beyond the limits.
    """
    encoding, known = examine(path).encoding, known_with(options)
    firsts: dict[int, list[list[str]]] = {}
    for number, _, row in _all_rows(path, encoding):
        first = firsts.setdefault(number, [])
        if len(first) < limits.SAMPLE_ROWS:
            first.append(row)
    found = []
    for number, first in firsts.items():
        index = None if options.no_header else find_header(first, known)
        found.append(
            WebPageTable(path, number, encoding, columns_of(first, index), 0 if index is None else index + 1)
        )
    if not found:
        raise not_a_table(path)
    best = max(found, key=lambda table: (_known(table), len(firsts[table.number])))
    refuse_too_wide(path, len(best.columns))
    return best


def _known(table: WebPageTable) -> int:
    return min(2, sum(is_known(column) for column in table.columns))


def _rows(path: Path, encoding: str, number: int) -> Iterator[tuple[int, list[str]]]:
    return ((row_no, row) for table, row_no, row in _all_rows(path, encoding) if table == number)


def _all_rows(path: Path, encoding: str) -> Iterator[tuple[int, int, list[str]]]:
    """Table, number of the row in it, and its cells."""
    reader = _Reader()
    with open_text(path, encoding) as stream:
        while block := stream.read(_BLOCK):
            reader.feed(block)
            yield from reader.taken()
    reader.close()
    yield from reader.taken()


class _Reader(HTMLParser):
    """Hands out rows as they end. A cell over several columns or rows holds its text in the first column of each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: deque[tuple[int, int, list[str]]] = deque()
        self._tables: list[_Open] = []
        self._seen = 0

    def taken(self) -> Iterator[tuple[int, int, list[str]]]:
        """The rows that have ended since."""
        while self._done:
            yield self._done.popleft()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TABLES:
            self._tables.append(_Open(self._seen))
            self._seen += 1
        elif not self._tables:
            return
        elif tag in _ROWS:
            self._end_row()
            self._tables[-1].begin_row()
        elif tag in _CELLS:
            told = dict(attrs)
            self._tables[-1].begin_cell(
                place=_number(told.get("ss:index"), 0) - 1,
                columns=_number(told.get("colspan"), 1),
                rows=_number(told.get("rowspan"), 1),
            )
        elif tag == "br":
            self._tables[-1].say(" ")

    def handle_endtag(self, tag: str) -> None:
        if not self._tables:
            return
        if tag in _TABLES:
            self._end_row()
            self._tables.pop()
        elif tag in _ROWS:
            self._end_row()
        elif tag in _CELLS:
            self._tables[-1].end_cell()

    def handle_data(self, data: str) -> None:
        if self._tables:
            self._tables[-1].say(data)

    def _end_row(self) -> None:
        table = self._tables[-1]
        row = table.end_row()
        if row is not None:
            self._done.append((table.number, table.rows, row))


class _Open:
    """A table whose end is not reached."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.rows = 0
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._width = 1
        self._height = 1
        self._hanging: dict[int, tuple[str, int]] = {}

    def begin_row(self) -> None:
        self._row = []

    def begin_cell(self, *, place: int, columns: int, rows: int) -> None:
        self.end_cell()
        if self._row is None:
            self._row = []
        self._fill_to(place)
        self._hang()
        self._cell, self._width, self._height = [], columns, rows

    def say(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)

    def end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        text = " ".join("".join(self._cell).split())
        if self._height > 1:
            self._hanging[len(self._row)] = (text, self._height - 1)
        self._row.append(text)
        self._fill_to(len(self._row) + self._width - 1)
        self._cell = None

    def end_row(self) -> list[str] | None:
        """The cells of the row that was open, or None."""
        self.end_cell()
        if self._row is None:
            return None
        self._hang()
        row, self._row = self._row, None
        self.rows += 1
        return row

    def _fill_to(self, place: int) -> None:
        assert self._row is not None
        self._row.extend([""] * (min(place, limits.COLUMNS + 1) - len(self._row)))

    def _hang(self) -> None:
        """Take over the cells from above that reach down to where the row stands."""
        assert self._row is not None
        while (hanging := self._hanging.pop(len(self._row), None)) is not None:
            text, left = hanging
            if left > 1:
                self._hanging[len(self._row)] = (text, left - 1)
            self._row.append(text)


def _number(text: str | None, usual: int) -> int:
    return (
        min(int(text), limits.COLUMNS)
        if text and text.isdecimal() and 0 < len(text) < 9 and int(text)
        else usual
    )
