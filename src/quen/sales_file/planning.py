"""From staged tables to the plan: which table, which columns, how they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.candidates import Candidate, candidates, told_of
from quen.sales_file.companions import join_all, notes_on, only_needed
from quen.sales_file.currencies import NO_CURRENCY, Currency, mixed
from quen.sales_file.errors import UnreadableSalesFile
from quen.sales_file.fields import Field
from quen.sales_file.filling import fill_down
from quen.sales_file.guess import guess, require, told
from quen.sales_file.headings import heading_key, known_as, original_receipts
from quen.sales_file.identities import notes_on_strangers
from quen.sales_file.options import ReadOptions
from quen.sales_file.persons_or_orders import prefer_persons
from quen.sales_file.plan import ColumnChoice, ReadingPlan
from quen.sales_file.presets import Preset, recognise
from quen.sales_file.profile import profile
from quen.sales_file.reading import Reading, settle_reading
from quen.sales_file.receipt_totals import settle_totals
from quen.sales_file.sales_tables import tables_of_sales
from quen.sales_file.source import Join, Source, joined
from quen.sales_file.staging import StagedTable
from quen.sales_file.states import with_all_states

Chosen = dict[Field, ColumnChoice]
_FILES_NAMED = 3


@dataclass(frozen=True)
class Part:
    """The files of one layout that hold sales: what is read, and how."""

    source: Source
    reading: Reading


@dataclass(frozen=True)
class Planned:
    """The plan for people, and the same for the reader: a part for each layout, the largest first."""

    plan: ReadingPlan
    parts: tuple[Part, ...]
    options: ReadOptions


@dataclass(frozen=True)
class _Found:
    """A table that holds sales, with its companions and columns."""

    source: Source
    chosen: Chosen
    preset: Preset | None
    joins: Sequence[Join]
    others: Sequence[StagedTable]
    """The tables that hold no sales, joined or not."""


@dataclass(frozen=True)
class _Settled:
    """The same with its reading, and the columns that are read after all."""

    found: _Found
    chosen: Chosen
    reading: Reading
    notes: tuple[Sentence, ...]


def make_plan(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[StagedTable],
    options: ReadOptions,
    notes: Sequence[Sentence],
) -> Planned:
    """Guess everything. Raises NoDateColumn, NoAmountColumn, UnknownField, UnknownColumn, MixedCurrencies."""
    settled = [_settle(connection, found, options) for found in _find(connection, tables, options)]
    settled = _in_one_currency(settled)
    parts = tuple(Part(each.found.source, each.reading) for each in settled)
    return Planned(_plan(settled, (*notes, *_notes_on(settled))), parts, options)


def _settle(connection: duckdb.DuckDBPyConnection, found: _Found, options: ReadOptions) -> _Settled:
    found.source.show(connection)
    fill_notes = fill_down(connection, found.source, found.chosen, found.preset)
    totals = settle_totals(connection, found.source, found.chosen, found.preset)
    chosen = {field: choice for field, choice in found.chosen.items() if field not in totals.dropped}
    headings = {field: choice.column for field, choice in chosen.items()}
    cells, state_notes = with_all_states(
        connection, found.source, chosen, cells_of(chosen, found.source), options, found.preset
    )
    reading = settle_reading(
        connection, cells, headings, options, found.preset, totals,
        original_receipt=_original_receipt(found), vietnamese=is_vietnamese(found.preset, found.source),
    )  # fmt: skip
    notes = (
        *fill_notes,
        *totals.notes,
        *reading.notes,
        *state_notes,
        *_notes_on_guesses(chosen),
        *notes_on_strangers(chosen),
    )
    return _Settled(found, chosen, reading, notes)


def _notes_on_guesses(chosen: Mapping[Field, ColumnChoice]) -> list[Sentence]:
    """What follows from a column that is missing, or was known by its contents alone."""
    notes = []
    if chosen[Field.DATE].by == "content":
        template = gettext_noop(
            "No heading names the day of the sale; “%(column)s” is taken, which holds dates."
        )
        notes.append(Sentence(template, {"column": chosen[Field.DATE].column}))
    if Field.RECEIPT not in chosen:
        notes.append(
            Sentence(gettext_noop("No column holds the receipt number: every row counts as a purchase."))
        )
    return notes


def _in_one_currency(settled: Sequence[_Settled]) -> list[_Settled]:
    """Files that name no currency are in that of the others. Raises MixedCurrencies."""
    codes = {each.reading.currency.code for each in settled} - {NO_CURRENCY}
    if len(codes) > 1:
        raise mixed(codes)
    if not codes:
        return list(settled)
    [code] = codes
    return [each if each.reading.currency.code == code else _said_to_be_in(each, code) for each in settled]


def _said_to_be_in(settled: _Settled, code: str) -> _Settled:
    notes = tuple(note for note in settled.notes if note not in settled.reading.currency.notes)
    return replace(settled, reading=replace(settled.reading, currency=Currency(code)), notes=notes)


def _notes_on(settled: Sequence[_Settled]) -> list[Sentence]:
    """What there is to say of them, each once."""
    joins = [join for each in settled for join in each.found.joins]
    said = [*_unread_sheets(settled), *(_columns_of(each) for each in settled[1:])]
    for note in chain(notes_on(joins, settled[0].found.others), *(each.notes for each in settled)):
        if note not in said:
            said.append(note)
    return said


def _unread_sheets(settled: Sequence[_Settled]) -> list[Sentence]:
    template = gettext_noop("%(file)s: these sheets hold no sales of their own and are not read: %(sheets)s.")
    tables = [table for each in settled for table in (each.found.source.main, *each.found.others)]
    unread = {file.path: file.unread for table in tables for file in table.files if file.unread}
    return [
        Sentence(template, {"file": Path(path).name, "sheets": ", ".join(sheets)})
        for path, sheets in unread.items()
    ]


def _columns_of(settled: _Settled) -> Sentence:
    """How files with columns of their own are read, for the eye of the person who confirms it."""
    template = gettext_noop("%(files)s: other columns, read as %(columns)s.")
    names = [file.name for file in settled.found.source.files]
    files = ", ".join(names[:_FILES_NAMED]) + (f" … ({len(names)})" if len(names) > _FILES_NAMED else "")
    columns = ", ".join(f"{field} ← {choice.column}" for field, choice in settled.chosen.items())
    return Sentence(template, {"files": files, "columns": columns})


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
    return next((column.cell for column in found.source.columns if known_as(column.heading, words)), None)


def _find(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[StagedTable], options: ReadOptions
) -> list[_Found]:
    """The tables with the sales. Raises what `require` raises when no table has date and amount."""
    everything = [column for table in tables for column in table.columns]
    preset = recognise(everything)
    if len(tables) == 1:
        return [_alone(connection, tables[0], options, preset)]
    ranked = candidates(connection, tables, options, preset)
    if len(sellers := tables_of_sales(connection, ranked, options)) > 1:
        return _each_by_itself(connection, sellers, tables, options)
    failures: list[UnreadableSalesFile] = []
    for main in ranked:
        others = [table for table in tables if table.name != main.table.name]
        try:
            return [_with_companions(connection, main, others, options, preset)]
        except UnreadableSalesFile as error:
            failures.append(error)
    raise failures[0]


def _each_by_itself(
    connection: duckdb.DuckDBPyConnection,
    sellers: Sequence[Candidate],
    tables: Sequence[StagedTable],
    options: ReadOptions,
) -> list[_Found]:
    """Every table of sales with the companions that explain it; a column that was told stands in at least one."""
    mains = [seller.table for seller in sellers]
    companions = [table for table in tables if table not in mains]
    found = []
    for main in sellers:
        columns = [column for table in (main.table, *companions) for column in table.columns]
        own = told_of(options, [main.table, *companions])
        found.append(_with_companions(connection, main, companions, own, recognise(columns)))
    for field, column in options.mapping.items():
        if not any(field in told_of(options, [main, *companions]).mapping for main in mains):
            every = [each for source in found for each in source.source.columns]
            told(replace(options, mapping={field: column}), every)
    return found


def _alone(
    connection: duckdb.DuckDBPyConnection, main: StagedTable, options: ReadOptions, preset: Preset | None
) -> _Found:
    source = joined(connection, main)
    return _Found(source, _choose(connection, source, options, preset), preset, (), ())


def _with_companions(
    connection: duckdb.DuckDBPyConnection,
    main: Candidate,
    others: Sequence[StagedTable],
    options: ReadOptions,
    preset: Preset | None,
) -> _Found:
    source, joins = join_all(connection, main.table, main.chosen, others)
    preset = preset or recognise(main.table.columns)
    chosen = _choose(connection, source, options, preset)
    if joins:
        used = {choice.source for choice in chosen.values()}
        source, joins = only_needed(connection, main.table, main.chosen, joins, used)
    return _Found(source, chosen, preset, joins, others)


def _choose(
    connection: duckdb.DuckDBPyConnection, source: Source, options: ReadOptions, preset: Preset | None
) -> Chosen:
    profiles = [profile(values) for values in source.sample(connection)]
    chosen = prefer_persons(connection, source, guess(options, source.columns, profiles, preset))
    require(chosen, source.columns)
    return chosen


def _plan(settled: Sequence[_Settled], notes: tuple[Sentence, ...]) -> ReadingPlan:
    found, reading, files = (
        settled[0].found,
        settled[0].reading,
        [each.found.source.files for each in settled],
    )
    first = found.source.files[0]
    joined_in = [file.name for each in settled for join in each.found.joins for file in join.table.files]
    return ReadingPlan(
        files=tuple(sorted(chain(*files), key=lambda file: file.file_no)),
        preset=found.preset.name if found.preset else None, columns=settled[0].chosen,
        all_columns=tuple(column.heading for column in found.source.columns), format=first.format,
        encoding=first.encoding, delimiter=first.delimiter, header_row=first.header_row,
        decimal_mark=reading.decimal_mark, day_first=reading.dates.day_first, date_formats=reading.dates.written(),
        currency=reading.currency.code, companions=tuple(dict.fromkeys(joined_in)), notes=notes,
    )  # fmt: skip
