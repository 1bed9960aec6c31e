"""How every column will be read, settled from whole columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.currencies import Currency, currency_of
from quen.sales_file.dates import DateReading, reading_of
from quen.sales_file.day_order import settle, written_days
from quen.sales_file.discounts import DiscountUnit, note_on, number_of_cell, unit_of
from quen.sales_file.fields import NUMBERS, Field
from quen.sales_file.heads import has_heads
from quen.sales_file.numbers import OTHER, NumberStyle, is_contested, says_its_style, style_of
from quen.sales_file.options import ReadOptions
from quen.sales_file.placeholders import is_nothing
from quen.sales_file.presets import Preset
from quen.sales_file.receipt_totals import Totals
from quen.sales_file.shapes import Shape, shapes_of

Cells = Mapping[Field, str]


@dataclass(frozen=True)
class Reading:
    """The SQL cell of each field and how its text is understood."""

    cells: Cells
    styles: Mapping[Field, NumberStyle]
    dates: DateReading
    currency: Currency
    options: ReadOptions
    totals: Totals
    original_receipt: str | None = None
    all_returns: bool = False
    goods_styles: tuple[NumberStyle, ...] = ()
    discounts_in: DiscountUnit = DiscountUnit.MONEY
    has_percent_signs: bool = False
    dashed: frozenset[Field] = frozenset()
    """The fields of numbers where a dash or a word stands for none."""
    has_heads: bool = False
    """Whether rows without goods stand for their whole receipt."""
    notes: tuple[Sentence, ...] = ()

    @property
    def decimal_mark(self) -> str:
        """The decimal mark of the column that matters most."""
        for field in (Field.AMOUNT, Field.UNIT_PRICE):
            if field in self.styles:
                return self.styles[field].decimal_mark
        return "."


def settle_reading(
    connection: duckdb.DuckDBPyConnection,
    cells: Cells,
    headings: Mapping[Field, str],
    options: ReadOptions,
    preset: Preset | None,
    totals: Totals,
    *,
    original_receipt: str | None,
    vietnamese: bool,
) -> Reading:
    """Decide number styles, date formats and currency by scans of whole columns of ``source``.

    `headings`: how the column of each field is headed.
    """
    shapes = {field: shapes_of(connection, "source", cells[field]) for field in NUMBERS if field in cells}
    dashed = frozenset(
        field for field, found in shapes.items() if any(is_nothing(shape.text) for shape in found)
    )
    has_percent_signs = any("%" in shape.text for shape in shapes.get(Field.DISCOUNT, ()))
    if has_percent_signs:
        shapes[Field.DISCOUNT] = shapes_of(connection, "source", number_of_cell(cells[Field.DISCOUNT]))
    styles, number_notes = _styles(connection, cells, shapes)
    dates, date_note = _dates(connection, cells, options, vietnamese=vietnamese)
    currency = currency_of(
        connection, cells, headings, shapes, styles, options, preset, vietnamese=vietnamese
    )
    discounts_in = DiscountUnit.MONEY
    if Field.DISCOUNT in cells:
        discounts_in = unit_of(
            connection, cells, styles, heading=headings[Field.DISCOUNT], currency=currency.code
        )
    goods_styles = tuple(style_of(shapes_of(connection, "source", cell)) for _, cell in totals.goods)
    return Reading(
        cells=cells, styles=styles, dates=dates, currency=currency, options=options, totals=totals,
        original_receipt=original_receipt, all_returns=preset is not None and preset.is_returns,
        goods_styles=goods_styles, discounts_in=discounts_in, has_percent_signs=has_percent_signs, dashed=dashed,
        has_heads=has_heads(connection, cells, styles),
        notes=(*number_notes, *([date_note] if date_note else []), *currency.notes, *note_on(discounts_in)),
    )  # fmt: skip


def _styles(
    connection: duckdb.DuckDBPyConnection, cells: Cells, shapes: Mapping[Field, list[Shape]]
) -> tuple[dict[Field, NumberStyle], list[Sentence]]:
    """Columns that prove their decimal mark speak for those that do not."""
    proven = {field: says_its_style(found) for field, found in shapes.items()}
    marks = {mark for field, mark in proven.items() if mark and field is not Field.QUANTITY}
    likely = marks.pop() if len(marks) == 1 else None
    styles = {field: style_of(found, likely) for field, found in shapes.items()}
    if Field.QUANTITY in shapes and likely is None and (mark := _mark_of_weights(shapes)):
        styles[Field.QUANTITY] = NumberStyle(mark, is_plain=False)
    notes = []
    for field, found in shapes.items():
        if is_contested(found):
            styles[field] = _file_by_file(connection, cells[field], styles[field])
    if any(style.other_files for style in styles.values()):
        notes.append(
            Sentence(gettext_noop("The files write numbers in different ways; each is read in its own."))
        )
    if any(style.decimal_mark == "," for style in styles.values()):
        notes.append(Sentence(gettext_noop("Numbers are read with dots between thousands: 1.250.000,50.")))
    return styles, notes


def _mark_of_weights(shapes: Mapping[Field, list[Shape]]) -> str | None:
    """The mark before the decimals of quantities such as ``1,350``, which could be thousands as well.

    Few goods are sold by the thousand, many by weight. Where money in the same file has the mark between thousands,
    and where the column itself proves how it is meant, nothing is settled here.
    """
    marks = {mark for shape in shapes[Field.QUANTITY] for mark in ".," if mark in shape.text}
    money = {
        mark
        for field in (Field.AMOUNT, Field.UNIT_PRICE, Field.DISCOUNT)
        for shape in shapes.get(field, ())
        for mark in ".,"
        if mark in shape.text
    }
    is_open = len(marks) == 1 and says_its_style(shapes[Field.QUANTITY]) is None and not marks & money
    return marks.pop() if is_open else None


def _file_by_file(connection: duckdb.DuckDBPyConnection, cell: str, style: NumberStyle) -> NumberStyle:
    """`style` with the files set apart whose own numbers prove the other decimal mark."""
    files = connection.execute("SELECT DISTINCT file_no FROM source").fetchall()
    marks = {
        file_no: says_its_style(shapes_of(connection, "source", cell, file_no=file_no))
        for (file_no,) in files
    }
    others = frozenset(file_no for file_no, mark in marks.items() if mark == OTHER[style.decimal_mark])
    return replace(style, other_files=others)


def _dates(
    connection: duckdb.DuckDBPyConnection, cells: Cells, options: ReadOptions, *, vietnamese: bool
) -> tuple[DateReading, Sentence | None]:
    reading = reading_of(shapes_of(connection, "source", cells[Field.DATE]))
    if not reading.is_order_open:
        return reading, None
    days = written_days(connection, "source", cells[Field.DATE])
    return settle(reading, days, told=options.day_first, vietnamese=vietnamese)
