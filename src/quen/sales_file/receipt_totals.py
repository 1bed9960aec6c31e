"""Amounts that are the receipt's, not the line's: never counted twice."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.headings import known_as, place_of, receipt_totals
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.presets import Preset
from quen.sales_file.source import Source


@dataclass(frozen=True)
class _Proof:
    """What must be seen: receipts of several lines, different amounts among them, the share that shows one amount.

    A heading that is a receipt's total by itself needs less than one that is as often a line's.
    """

    receipts: int = 1
    amounts: int = 1
    share: float = 0.9


@dataclass(frozen=True)
class Totals:
    """How receipt totals are used.

    `dropped`: chosen fields not to be read after all. `is_amount_once`: the amount stands for the whole receipt and
    counts on its first line. `goods`: signed cells that add up to the value of a receipt's goods.
    """

    dropped: frozenset[Field] = frozenset()
    is_amount_once: bool = False
    goods: tuple[tuple[int, str], ...] = ()
    notes: tuple[Sentence, ...] = ()


def settle_totals(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    chosen: Mapping[Field, ColumnChoice],
    preset: Preset | None,
) -> Totals:
    """Decide from whole receipts of ``source`` whether the amount is the line's or the receipt's."""
    goods = _goods(source, preset)
    amount, receipt = chosen.get(Field.AMOUNT), chosen.get(Field.RECEIPT)
    if amount is None or receipt is None:
        return Totals(goods=goods)
    # A column of another table, joined by the receipt, is the receipt's by any name.
    is_headed = amount.source != source.main.name or known_as(amount.column, receipt_totals()) is not None
    if not is_headed and (preset or {Field.QUANTITY, Field.UNIT_PRICE} <= set(chosen)):
        return Totals(goods=goods)
    proof = _Proof() if is_headed else _Proof(receipts=20, amounts=5, share=0.95)
    cells = {(column.table, column.position): column.cell for column in source.columns}
    amount_cell, number = cells[amount.source, amount.position], cells[receipt.source, receipt.position]
    day = chosen.get(Field.DATE)
    numbers = [number, *([f"{number}, {cells[day.source, day.position]}"] if day else [])]
    if not any(_is_repeated(connection, amount_cell, number, each, proof) for each in numbers):
        return Totals(goods=goods if {Field.QUANTITY, Field.UNIT_PRICE} <= set(chosen) else ())
    if amount.by != "map" and {Field.QUANTITY, Field.UNIT_PRICE} <= set(chosen):
        template = gettext_noop(
            "“%(column)s” is the whole receipt's; lines are worth quantity times unit price."
        )
        return Totals(
            frozenset({Field.AMOUNT}), goods=goods, notes=(Sentence(template, {"column": amount.column}),)
        )
    template = gettext_noop("“%(column)s” is the whole receipt's and is counted once, on its first line.")
    return Totals(is_amount_once=True, notes=(Sentence(template, {"column": amount.column}),))


def _goods(source: Source, preset: Preset | None) -> tuple[tuple[int, str], ...]:
    headings = [column.heading for column in source.columns]
    wanted = [(sign, place_of(heading, headings)) for sign, heading in (preset.goods if preset else ())]
    found = tuple((sign, source.columns[place].cell) for sign, place in wanted if place is not None)
    return found if len(found) == len(wanted) else ()


def _is_repeated(
    connection: duckdb.DuckDBPyConnection, amount: str, receipt: str, each: str, proof: _Proof
) -> bool:
    """Whether nearly all receipts of several lines show one and the same amount.

    `each` tells receipts apart: by number, or by number and date, because numbers may start again.
    """
    found = connection.execute(f"""
        SELECT count(*), count(*) FILTER (amounts <= 1), count(DISTINCT amount) FILTER (amounts <= 1)
        FROM (SELECT count(DISTINCT {amount}) AS amounts, any_value({amount}) AS amount
              FROM source WHERE {receipt} IS NOT NULL
              GROUP BY file_no, {each} HAVING count(*) > 1)""").fetchone()  # noqa: S608
    receipts, alike, amounts = found or (0, 0, 0)
    return bool(receipts >= proof.receipts and alike >= receipts * proof.share and amounts >= proof.amounts)
