"""From staged tables to the plan: which table, which columns, how they are read."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quen.kernel.sentences import Sentence
from quen.sales_file.fields import Field
from quen.sales_file.guess import guess, require
from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import ColumnChoice, ReadingPlan
from quen.sales_file.presets import Preset, recognise
from quen.sales_file.profile import profile
from quen.sales_file.reading import Reading, settle_reading
from quen.sales_file.source import Source, single
from quen.sales_file.staging import StagedTable


@dataclass(frozen=True)
class Planned:
    """The plan for people, and the same for the reader."""

    plan: ReadingPlan
    reading: Reading
    source: Source


def make_plan(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[StagedTable],
    options: ReadOptions,
    notes: Sequence[Sentence],
) -> Planned:
    """Guess everything. Raises NoDateColumn, NoAmountColumn, UnknownField, UnknownColumn, MixedCurrencies."""
    source = single(connection, max(tables, key=lambda table: table.rows))
    preset = recognise(column.heading for column in source.columns)
    profiles = [profile(values) for values in source.sample(connection)]
    chosen = guess(options, source.columns, profiles, preset)
    require(chosen, source.columns)
    vietnamese = is_vietnamese(preset, source)
    reading = settle_reading(connection, cells_of(chosen, source), options, preset, vietnamese=vietnamese)
    return Planned(_plan(source, preset, chosen, reading, notes), reading, source)


def cells_of(chosen: dict[Field, ColumnChoice], source: Source) -> dict[Field, str]:
    """The SQL cell of each chosen column."""
    cells = {(column.table, column.position): column.cell for column in source.columns}
    return {field: cells[choice.source, choice.position] for field, choice in chosen.items()}


def is_vietnamese(preset: Preset | None, source: Source) -> bool:
    """Whether the file speaks Vietnamese: by its preset, or by letters only Vietnamese headings have."""
    if preset:
        return preset.vietnamese
    letters = "".join(column.heading for column in source.columns).lower()
    return any(letter in letters for letter in "ăâđêôơưạảấầậắặẹẽếềệịọốồộớờợụủứừựỹỵ")


def _plan(
    source: Source,
    preset: Preset | None,
    chosen: dict[Field, ColumnChoice],
    reading: Reading,
    notes: Sequence[Sentence],
) -> ReadingPlan:
    first = source.files[0]
    return ReadingPlan(
        files=source.files, preset=preset.name if preset else None, columns=chosen,
        all_columns=tuple(column.heading for column in source.columns), format=first.format, encoding=first.encoding,
        delimiter=first.delimiter, header_row=first.header_row, decimal_mark=reading.decimal_mark,
        day_first=reading.dates.day_first, date_formats=reading.dates.written(), currency=reading.currency.code,
        notes=(*notes, *reading.notes),
    )  # fmt: skip
