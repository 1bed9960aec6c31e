"""Each of several tables for itself: what its own columns are read as, and which is likeliest to hold the sales."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from quen.sales_file.companions import is_unique
from quen.sales_file.fields import PERSONS, Field
from quen.sales_file.guess import guess
from quen.sales_file.headings import heading_key
from quen.sales_file.keys import GOODS, Chosen
from quen.sales_file.options import ReadOptions
from quen.sales_file.presets import Preset, recognise
from quen.sales_file.profile import profile
from quen.sales_file.source import joined
from quen.sales_file.staging import StagedTable
from quen.sales_file.tables import cell_name


@dataclass(frozen=True)
class Candidate:
    """A table by its own columns. `is_list`: one row for each customer, or each product, and no receipts."""

    table: StagedTable
    chosen: Chosen
    is_list: bool

    def has(self, *fields: Field) -> bool:
        """Whether it has a column for one of `fields`."""
        return any(field in self.chosen for field in fields)

    @property
    def has_worth(self) -> bool:
        """Whether it says what was paid."""
        return self.has(Field.AMOUNT) or {Field.QUANTITY, Field.UNIT_PRICE} <= set(self.chosen)

    @property
    def has_sales(self) -> bool:
        """Whether it could be read as sales without any other table."""
        return self.has(Field.DATE) and self.has_worth

    def cell(self, field: Field) -> str:
        """The cell of a column it has."""
        return cell_name(self.chosen[field].position - 1)


def candidates(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[StagedTable],
    options: ReadOptions,
    preset: Preset | None,
) -> list[Candidate]:
    """All tables, the likeliest to hold the sales first. Raises UnknownField."""
    found = [_candidate(connection, table, options) for table in tables]
    return sorted(found, key=lambda each: (_is_main(each.table, preset), *_rank(each)), reverse=True)


def told_of(options: ReadOptions, tables: Sequence[StagedTable]) -> ReadOptions:
    """`options` with what was told of columns that these tables have."""
    known = {field: column for field, column in options.mapping.items() if _has(tables, column)}
    return replace(options, mapping=known)


def _has(tables: Sequence[StagedTable], column: str) -> bool:
    if not column:
        return True  # "holds no such fact" is true of every table
    is_place = column.isdigit() and 1 <= int(column) <= len(tables[0].columns)
    return is_place or any(table.position(column) is not None for table in tables)


def _candidate(connection: duckdb.DuckDBPyConnection, table: StagedTable, options: ReadOptions) -> Candidate:
    source = joined(connection, table)
    profiles = [profile(values) for values in source.sample(connection)]
    chosen = guess(told_of(options, [table]), source.columns, profiles, recognise(table.columns))
    return Candidate(table, chosen, _is_list(connection, table, chosen))


def _is_list(connection: duckdb.DuckDBPyConnection, table: StagedTable, chosen: Chosen) -> bool:
    """A list of customers names no goods, a list of goods no customers; sales may name both, or a receipt."""
    persons = [chosen[field] for field in PERSONS if field in chosen]
    goods = [chosen[field] for field in GOODS if field in chosen]
    if Field.RECEIPT in chosen or bool(persons) == bool(goods):
        return False
    return is_unique(connection, table, cell_name((persons or goods)[0].position - 1))


def _is_main(table: StagedTable, preset: Preset | None) -> bool:
    keys = {heading_key(column) for column in table.columns}
    return bool(preset and preset.main_has and all(heading_key(word) in keys for word in preset.main_has))


def _rank(candidate: Candidate) -> tuple[bool | int, ...]:
    """Lines before their receipts, receipts before sums of days; lists last, however long they are."""
    whom, what = candidate.has(*PERSONS), candidate.has(*GOODS)
    has_receipt = candidate.has(Field.RECEIPT)
    finest = (what, whom) if has_receipt else (whom, what)
    return (
        not candidate.is_list, candidate.has_worth, has_receipt, *finest,
        candidate.has(Field.DATE), candidate.table.rows,
    )  # fmt: skip
