"""A table of finished words, for the terminal and for the page alike."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Column:
    """A heading; numbers stand to the right, texts to the left."""

    heading: str
    is_number: bool = True


@dataclass(frozen=True)
class Cell:
    """The words of one cell, and whether they are a number."""

    text: str
    is_number: bool


@dataclass(frozen=True)
class Sheet:
    """A table whose title says what it shows; `note` says how to read it."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows, each cell knowing its column's side."""
        return [
            [Cell(text, column.is_number) for text, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]

    def without_column(self, heading: str) -> "Sheet":
        """The same table without the column under `heading`; itself where there is none."""
        places = [place for place, column in enumerate(self.columns) if column.heading != heading]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in places),
            rows=tuple(tuple(row[place] for place in places) for row in self.rows),
        )
