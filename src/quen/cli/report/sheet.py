"""A table of finished words, for the terminal and for the page alike."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A heading; numbers stand to the right, texts to the left."""

    heading: str
    is_number: bool = True


@dataclass(frozen=True)
class Sheet:
    """A table whose title says what it shows; `note` says how to read it."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
