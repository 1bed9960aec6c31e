"""All columns that may say a row was cancelled or taken back, as one cell: types, states, and flags of yes and no.

A receipt has a type (“online”) and a state (“cancelled”), an order one state for its payment and one for its way.
"""

from collections.abc import Mapping, Sequence

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.headings import flag_words, heading_key, known_as, words_of
from quen.sales_file.kinds import BETWEEN_STATES
from quen.sales_file.options import ReadOptions
from quen.sales_file.placeholders import NO, YES
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.presets import Preset
from quen.sales_file.source import Source, SourceColumn

_YES = (*YES, "1", "x", "✓")
_NO = (*NO, "0", "-")
_TEMPLATE = gettext_noop("What was cancelled or taken back is also told by: %(columns)s.")


def with_all_states(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    chosen: Mapping[Field, ColumnChoice],
    cells: Mapping[Field, str],
    options: ReadOptions,
    preset: Preset | None,
) -> tuple[dict[Field, str], list[Sentence]]:
    """`cells` with the type's cell made of every such column, and what there is to say of those beside the chosen one.

    What a person has said of the type, or a known export, is left as it is said.
    """
    is_told = any(name.strip().lower() == Field.TYPE for name in options.mapping)
    if is_told or (preset and preset.columns.get(Field.TYPE) == ()):
        return dict(cells), []
    taken = {(choice.source, choice.position) for choice in chosen.values()}
    free = [
        column
        for column in source.columns
        if column.table == source.main.name and (column.table, column.position) not in taken
    ]
    states = [column for column in free if known_as(column.heading, words_of(Field.TYPE))]
    flags = [column for column in free if _is_flag(connection, column)]
    if not states and not flags:
        return dict(cells), []
    told = [cells[Field.TYPE]] if Field.TYPE in cells else []
    parts = [*told, *(column.cell for column in states), *map(_flag_sql, flags)]
    cell = f"nullif(concat_ws(chr({ord(BETWEEN_STATES)}), {', '.join(parts)}), '')"
    columns = ", ".join(column.heading for column in (*states, *flags))
    return {**cells, Field.TYPE: cell}, [Sentence(_TEMPLATE, {"columns": columns})]


def _is_flag(connection: duckdb.DuckDBPyConnection, column: SourceColumn) -> bool:
    """Whether the column is headed like a claim and holds yes and no alone, and some yes."""
    if heading_key(column.heading) not in flag_words():
        return False
    found = connection.execute(f"""
        SELECT count(*) FILTER (lower({column.cell}) NOT IN ({_listed((*_YES, *_NO))})),
               count(*) FILTER (lower({column.cell}) IN ({_listed(_YES)}))
        FROM source""").fetchone()  # noqa: S608
    others, yes = found or (0, 0)
    return not others and bool(yes)


def _flag_sql(column: SourceColumn) -> str:
    word = flag_words()[heading_key(column.heading)]
    return f"CASE WHEN lower({column.cell}) IN ({_listed(_YES)}) THEN '{word}' END"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
