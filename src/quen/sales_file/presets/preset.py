"""What is known of one program's export."""

from collections.abc import Mapping
from dataclasses import dataclass

from quen.sales_file.fields import Field


@dataclass(frozen=True)
class Preset:
    """One known export: the headings that prove it, and which column is read as what.

    A field may name several headings: the first the file has is taken; an empty tuple says this export has no such
    column, whatever other headings seem to say. `goods` are the signed headings that add up to what the goods of a
    whole receipt cost; where they stand in the file, the lines are made to add up to them. `is_filled_down`: the
    facts of a receipt stand on its first line only. `main_has`: the columns that tell the sales among several files.
    `is_returns`: every row is a return, of the receipt under `original_receipt`.
    """

    name: str
    proof: tuple[str, ...]
    columns: Mapping[Field, tuple[str, ...]]
    currency: str | None = None
    vietnamese: bool = False
    goods: tuple[tuple[int, str], ...] = ()
    is_filled_down: bool = False
    main_has: tuple[str, ...] = ()
    original_receipt: str | None = None
    is_returns: bool = False
