"""A table as it lies in a file: its headings, and a way to pour its rows into DuckDB as text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb

_FORMULA = re.compile(r'^="([^"]+)" *$')
_APOSTROPHE = re.compile(r"^'([0-9A-Za-z+])")
ROW_COLUMNS = ("file_no INTEGER", "row_no BIGINT", "extra VARCHAR")
"""What every staged row carries besides its cells. `row_no` is NULL where the rows stand without gaps;
`extra` holds the cells beyond the last heading."""


@dataclass(frozen=True)
class Target:
    """Where rows go: `order[i]` is the file's column that fills the table's i-th cell column."""

    connection: duckdb.DuckDBPyConnection
    table: str
    file_no: int
    order: Sequence[int]


class TableInFile(Protocol):
    """One table found in one file."""

    @property
    def path(self) -> Path:
        """Where the file stands."""

    @property
    def format(self) -> str:
        """CSV, TXT, Excel or Parquet."""

    @property
    def encoding(self) -> str | None:
        """How its text is encoded; None where the format settles that."""

    @property
    def delimiter(self) -> str | None:
        """What stands between cells; None where the format settles that."""

    @property
    def header_row(self) -> int:
        """The number of the row with the headings, 0 where there is none."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings, made distinct."""

    @property
    def part(self) -> str:
        """The name of the sheet where several of the file are read, else empty."""

    @property
    def unread(self) -> tuple[str, ...]:
        """The names of the file's sheets that hold something and are not read."""

    def pour(self, target: Target) -> None:
        """Append every row of facts to `target`, all cells as text, blank cells NULL."""


def cell_name(index: int) -> str:
    """The name of the i-th cell column in a staged table."""
    return f"c{index + 1}"


def tidy_text(text: str) -> str | None:
    """The text of a cell without blanks around it and without what keeps spreadsheets from taking it for a number.

    ``="0912345678"``, ``'0912345678`` and a tab at the end do so in the exports of tills. None where nothing is left.
    """
    bare = text.strip()
    if bare.startswith('="'):
        bare = _FORMULA.sub(r"\1", bare)
    elif bare.startswith("'"):
        bare = _APOSTROPHE.sub(r"\1", bare)
    return (bare if bare.isascii() else unicodedata.normalize("NFC", bare)) or None


def tidy_cell(cell: str) -> str:
    """SQL for the same, letters as they are written; DuckDB's trim knows every kind of space, but no tab."""
    formula, apostrophe = (pattern.pattern.replace("'", "''") for pattern in (_FORMULA, _APOSTROPHE))

    def bare(text: str) -> str:
        return rf"regexp_replace(regexp_replace({text}, '{formula}', '\1'), '{apostrophe}', '\1')"

    return f"""nullif(trim(CASE WHEN contains({cell}, chr(9)) THEN {bare(f"trim({cell}, chr(9) || ' ')")}
                            WHEN starts_with({cell}, '="') OR starts_with({cell}, '''') THEN {bare(cell)}
                            ELSE {cell} END), '')"""
