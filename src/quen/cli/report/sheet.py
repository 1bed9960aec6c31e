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

    def without_empty_column(self, place: int, empty: str) -> "Sheet":
        """The same table, without the column at `place` where no row says anything but `empty` in it."""
        if any(row[place] != empty for row in self.rows):
            return self
        return replace(
            self,
            columns=self.columns[:place] + self.columns[place + 1 :],
            rows=tuple(row[:place] + row[place + 1 :] for row in self.rows),
        )
