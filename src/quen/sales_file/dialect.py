"""Delimiter and header of a text table, told from its first lines."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quen.sales_file import limits
from quen.sales_file.headings import all_words, heading_key, known_as
from quen.sales_file.options import ReadOptions

_DELIMITERS = (",", ";", "\t", "|")
_LOOKS_LIKE_A_VALUE = re.compile(r"^[\s\d.,:/()+\-₫$€£¥đ%]*\d[\s\d.,:/()+\-₫$€£¥đ%TZ]*$")


@dataclass(frozen=True)
class Dialect:
    """How the lines of a text table fall into cells. `delimiter` of spaces: runs of at least so many."""

    delimiter: str

    @property
    def is_spaces(self) -> bool:
        return self.delimiter.startswith(" ")


@dataclass(frozen=True)
class Header:
    """The headings, and how many records and lines stand before the first row of facts."""

    columns: tuple[str, ...]
    row: int
    lines: int


def split_spaces(line: str, dialect: Dialect) -> list[str]:
    """The cells of one line of a table whose columns stand apart by runs of spaces."""
    return re.split(f" {{{len(dialect.delimiter)},}}", line.strip(" "))


def records(
    lines: Iterable[str], dialect: Dialect, *, quoted: bool = True
) -> Iterator[tuple[list[str], int]]:
    """The records of `lines` with the number of lines read so far."""
    if dialect.is_spaces:
        for number, line in enumerate(lines, start=1):
            yield split_spaces(line.rstrip("\r\n"), dialect), number
        return
    if quoted:
        reader = csv.reader(lines, delimiter=dialect.delimiter)
    else:
        reader = csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
    for record in reader:
        yield record, reader.line_num


def find_dialect(lines: Sequence[str], known: Callable[[str], bool] | None = None) -> Dialect:
    """The delimiter under which the lines fall into the same number of cells, best with known headings."""
    known = known or is_known
    best = max((_score(lines, Dialect(mark), known), mark) for mark in _DELIMITERS)
    single, double = (_score(lines, Dialect(mark), known) for mark in (" ", "  "))
    # A lone comma may be the decimal mark of a table whose columns stand apart by spaces.
    if best[0] > (0, 0.5) and (best[0] > (0, 1.0) or best[0] >= max(single, double)):
        return Dialect(best[1])
    if max(single, double) > (0, 0.5):
        return _spaces(lines, known)
    return Dialect(",")


def find_header(rows: Sequence[Sequence[str]], known: Callable[[str], bool] | None = None) -> int | None:
    """The index of the header among the first rows, or None where the first row holds facts already."""
    known = known or is_known
    counts = [sum(known(cell) for cell in row) for row in rows[: limits.HEADER_WITHIN]]
    best = max(counts, default=0)
    if best >= 2 or (best == 1 and len(rows[counts.index(1)]) <= 2):
        return counts.index(best)
    return _first_worded(rows)


def is_known(cell: str) -> bool:
    """Whether the cell reads like a heading of a sales file."""
    return known_as(cell, all_words()) is not None


def known_with(options: ReadOptions) -> Callable[[str], bool]:
    """Whether a cell reads like a heading, those that were named included."""
    mapped = {heading_key(column) for column in options.mapping.values()}
    return lambda cell: is_known(cell) or (bool(cell.strip()) and heading_key(cell) in mapped)


def columns_of(first: Sequence[Sequence[str]], index: int | None) -> tuple[str, ...]:
    """The headings in the row `index` of the first rows, empty columns at its end aside; numbers where it is None."""
    if index is None:
        return tuple(str(position + 1) for position in range(max(len(row) for row in first)))
    heading = list(first[index])
    while (
        heading
        and not heading[-1]
        and not any(len(row) >= len(heading) and row[len(heading) - 1] for row in first[index + 1 :])
    ):
        heading.pop()
    return unique(heading)


def unique(columns: Sequence[str]) -> tuple[str, ...]:
    """The headings made distinct: a blank one becomes its position, a repeated one gets a number."""
    named: list[str] = []
    for position, heading in enumerate(columns, start=1):
        name = " ".join(heading.split()) or str(position)
        copies = 2
        while name in named:
            name = f"{' '.join(heading.split())} ({copies})"
            copies += 1
        named.append(name)
    return tuple(named)


def _first_worded(rows: Sequence[Sequence[str]]) -> int | None:
    """The first full row without any value-like cell above rows that have some."""
    width = Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0
    for index, row in enumerate(rows[: limits.HEADER_WITHIN]):
        if len(row) != width or not all(cell.strip() for cell in row):
            continue
        if any(_LOOKS_LIKE_A_VALUE.match(cell) for cell in row):
            return None
        below = rows[index + 1 : index + 6]
        has_values = any(_LOOKS_LIKE_A_VALUE.match(cell) for other in below for cell in other)
        return index if has_values or not below else None
    return None


def _spaces(lines: Sequence[str], known: Callable[[str], bool]) -> Dialect:
    """Whether one space parts two cells already, or only two: the way in which every line has as many cells."""
    one, two = Dialect(" "), Dialect("  ")
    shares = {dialect: _same_width(lines, dialect) for dialect in (one, two)}
    if shares[one] == shares[two]:
        return two if _score(lines, two, known)[0] > 1 else one
    return max(shares, key=shares.__getitem__)


def _same_width(lines: Sequence[str], dialect: Dialect) -> float:
    widths = Counter(len(record) for record, _ in records(lines, dialect) if len(record) > 1)
    return max(widths.values(), default=0) / max(1, widths.total())


def _score(lines: Sequence[str], dialect: Dialect, known: Callable[[str], bool]) -> tuple[int, float]:
    try:
        rows = [record for record, _ in records(lines, dialect) if any(cell.strip() for cell in record)]
    except csv.Error:
        return (0, 0.0)
    if not rows:
        return (0, 0.0)
    width, often = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 2:
        return (0, 0.0)
    headings = max(sum(known(cell) for cell in row) for row in rows[: limits.HEADER_WITHIN])
    share = often / len(rows)
    return (headings if headings > 1 else 0, (width - 1) * share**2 if share >= 0.5 else 0.0)
