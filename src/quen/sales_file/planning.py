"""From staged tables to the plan: which table, which columns, how they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from quen.kernel.sentences import Sentence
from quen.sales_file.companions import join_all, notes_on, only_needed
from quen.sales_file.errors import UnreadableSalesFile
from quen.sales_file.fields import Field
from quen.sales_file.filling import fill_down
from quen.sales_file.guess import guess, require
from quen.sales_file.headings import heading_key, original_receipts
from quen.sales_file.options import ReadOptions
from quen.sales_file.persons_or_orders import prefer_persons
from quen.sales_file.plan import ColumnChoice, ReadingPlan
from quen.sales_file.presets import Preset, recognise
from quen.sales_file.profile import profile
from quen.sales_file.reading import Reading, settle_reading
from quen.sales_file.receipt_totals import settle_totals
from quen.sales_file.source import Source, joined
from quen.sales_file.staging import StagedTable

Chosen = dict[Field, ColumnChoice]


@dataclass(frozen=True)
class Planned:
    """The plan for people, and the same for the reader."""

    plan: ReadingPlan
    reading: Reading
    source: Source


@dataclass(frozen=True)
class _Found:
    """The table that holds the sales, with its companions and columns."""

    source: Source
    chosen: Chosen
    preset: Preset | None
    companions: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()


def make_plan(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[StagedTable],
    options: ReadOptions,
    notes: Sequence[Sentence],
) -> Planned:
    """Guess everything. Raises NoDateColumn, NoAmountColumn, UnknownField, UnknownColumn, MixedCurrencies."""
    found = _find(connection, tables, options)
    vietnamese = is_vietnamese(found.preset, found.source)
    fill_notes = fill_down(connection, found.source, found.chosen, found.preset)
    totals = settle_totals(connection, found.source, found.chosen, found.preset)
    chosen = {field: choice for field, choice in found.chosen.items() if field not in totals.dropped}
    cells = cells_of(chosen, found.source)
    original = _original_receipt(found)
    reading = settle_reading(
        connection, cells, options, found.preset, totals, original_receipt=original, vietnamese=vietnamese
    )
    said = (*notes, *found.notes, *fill_notes, *totals.notes, *reading.notes)
    return Planned(_plan(found, chosen, reading, said), reading, found.source)


def cells_of(chosen: Mapping[Field, ColumnChoice], source: Source) -> dict[Field, str]:
    """The SQL cell of each chosen column."""
    cells = {(column.table, column.position): column.cell for column in source.columns}
    return {field: cells[choice.source, choice.position] for field, choice in chosen.items()}


def is_vietnamese(preset: Preset | None, source: Source) -> bool:
    """Whether the file speaks Vietnamese: by its preset, or by letters only Vietnamese headings have."""
    if preset:
        return preset.vietnamese
    letters = "".join(column.heading for column in source.columns).lower()
    return any(letter in letters for letter in "ăâđêôơưạảấầậắặẹẽếềệịọốồộớờợụủứừựỹỵ")


def _original_receipt(found: _Found) -> str | None:
    """The cell with the number of the receipt a return takes back."""
    named = found.preset.original_receipt if found.preset else None
    words = {heading_key(named)} if named else original_receipts()
    return next(
        (column.cell for column in found.source.columns if heading_key(column.heading) in words), None
    )


def _find(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[StagedTable], options: ReadOptions
) -> _Found:
    """The table with the sales. Raises what `require` raises when no table has date and amount."""
    everything = [column for table in tables for column in table.columns]
    preset = recognise(everything)
    ranked = sorted(tables, key=lambda table: (_is_main(table, preset), table.rows), reverse=True)
    failures: list[UnreadableSalesFile] = []
    for main in ranked:
        try:
            return _with_companions(connection, main, tables, options, preset)
        except UnreadableSalesFile as error:
            failures.append(error)
    raise failures[0]


def _is_main(table: StagedTable, preset: Preset | None) -> bool:
    keys = {heading_key(column) for column in table.columns}
    return bool(preset and preset.main_has and all(heading_key(word) in keys for word in preset.main_has))


def _with_companions(
    connection: duckdb.DuckDBPyConnection,
    main: StagedTable,
    tables: Sequence[StagedTable],
    options: ReadOptions,
    preset: Preset | None,
) -> _Found:
    others = [table for table in tables if table.name != main.name]
    source, joins = join_all(connection, main, others) if others else (joined(connection, main, []), [])
    preset = preset or recognise(main.columns)
    chosen = _choose(connection, source, options, preset)
    if joins:
        source, joins = only_needed(connection, main, joins, {choice.source for choice in chosen.values()})
    companions = tuple(file.name for join in joins for file in join.table.files)
    return _Found(source, chosen, preset, companions, tuple(notes_on(main, joins, tables)))


def _choose(
    connection: duckdb.DuckDBPyConnection, source: Source, options: ReadOptions, preset: Preset | None
) -> Chosen:
    profiles = [profile(values) for values in source.sample(connection)]
    chosen = prefer_persons(connection, source, guess(options, source.columns, profiles, preset))
    require(chosen, source.columns)
    return chosen


def _plan(found: _Found, chosen: Chosen, reading: Reading, notes: tuple[Sentence, ...]) -> ReadingPlan:
    first = found.source.files[0]
    return ReadingPlan(
        files=found.source.files, preset=found.preset.name if found.preset else None, columns=chosen,
        all_columns=tuple(column.heading for column in found.source.columns), format=first.format,
        encoding=first.encoding, delimiter=first.delimiter, header_row=first.header_row,
        decimal_mark=reading.decimal_mark, day_first=reading.dates.day_first, date_formats=reading.dates.written(),
        currency=reading.currency.code, companions=found.companions, notes=notes,
    )  # fmt: skip
