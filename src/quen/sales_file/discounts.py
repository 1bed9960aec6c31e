"""What a discount is written in: money, percent of the price (``10%``), or a share of it (``0,1``)."""

from collections.abc import Callable, Mapping
from enum import StrEnum

import duckdb

from quen.kernel.money import minor_digits
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import Field
from quen.sales_file.headings import heading_key, percent_words
from quen.sales_file.numbers import NumberStyle, number_sql

_LEAST_ROWS = 20
_LEAST_KINDS = 3
_SMALLEST_PRICE = 1_000

IN_PERCENT = gettext_noop("Discounts are read as percent of the price.")
AS_SHARES = gettext_noop("Discounts are read as shares of the price: 0.2 is 20 %.")


class DiscountUnit(StrEnum):
    """What a column's discounts are written in; a cell with a % sign is in percent in any case."""

    MONEY = "money"
    PERCENT = "percent"
    SHARE = "share"


def unit_of(
    connection: duckdb.DuckDBPyConnection,
    cells: Mapping[Field, str],
    styles: Mapping[Field, NumberStyle],
    *,
    heading: str,
    currency: str,
) -> DiscountUnit:
    """Decided by the heading, else by all values of the column: shares where none is above 1 and some are broken.

    A currency without cents knows no broken discount; at most a hundred beside prices of thousands is percent. Where
    there are cents, twenty rows with three different discounts below one unit of money must speak for shares.
    """
    if "%" in heading or heading_key(heading) in percent_words():
        return DiscountUnit.PERCENT
    cell, style = cells[Field.DISCOUNT], styles[Field.DISCOUNT]
    number = number_sql(cell, style)
    if not minor_digits(currency) and _are_percents(connection, number, _prices(cells, styles)):
        return DiscountUnit.PERCENT
    found = connection.execute(f"""
        SELECT count(*) FILTER (number > 1), count(*) FILTER (number <> trunc(number)),
               count(DISTINCT number) FILTER (number > 0)
        FROM (SELECT abs({number}) AS number FROM source)""").fetchone()  # noqa: S608
    above, broken, kinds = found or (0, 0, 0)
    if above or not broken:
        return DiscountUnit.MONEY
    is_sure = not minor_digits(currency) or (broken >= _LEAST_ROWS and kinds >= _LEAST_KINDS)
    return DiscountUnit.SHARE if is_sure else DiscountUnit.MONEY


def _prices(cells: Mapping[Field, str], styles: Mapping[Field, NumberStyle]) -> str:
    field = Field.UNIT_PRICE if Field.UNIT_PRICE in cells else Field.AMOUNT
    return number_sql(cells[field], styles[field])


def _are_percents(connection: duckdb.DuckDBPyConnection, number: str, price: str) -> bool:
    """Whether the discounts are whole numbers up to 100 beside prices of a thousand and more."""
    found = connection.execute(f"""
        SELECT count(*) FILTER (number > 0 AND price >= {_SMALLEST_PRICE}), count(*) FILTER (number > 100),
               count(*) FILTER (number > 0 AND (price < {_SMALLEST_PRICE} OR number < 1))
        FROM (SELECT abs({number}) AS number, abs({price}) AS price FROM source)""").fetchone()  # noqa: S608
    beside, above, others = found or (0, 0, 0)
    return bool(beside) and not above and not others


def note_on(unit: DiscountUnit) -> tuple[Sentence, ...]:
    """What there is to say of it, for the eye of the person who confirms the plan."""
    said = {DiscountUnit.PERCENT: IN_PERCENT, DiscountUnit.SHARE: AS_SHARES}
    return (Sentence(said[unit]),) if unit in said else ()


def number_of_cell(cell: str) -> str:
    """SQL for the text of a discount without its % sign."""
    return f"trim(replace({cell}, '%', ''))"


def money_sql(unit: DiscountUnit, part_of_price: Callable[[str], str], *, has_signs: bool) -> str:
    """SQL for a row's discount in money, from ``discount`` as written and ``is_percent``.

    `part_of_price`: SQL for the money of a part, 0 to 1, of the row's price. `has_signs`: whether some cells carry a
    % sign. NULL where more than the whole is taken off.
    """
    if unit is DiscountUnit.MONEY and not has_signs:
        return "discount"
    percent = _within(100, part_of_price("abs(discount) * CAST(0.01 AS DECIMAL(3,2))"))
    other = {
        DiscountUnit.MONEY: "discount",
        DiscountUnit.PERCENT: percent,
        DiscountUnit.SHARE: _within(1, part_of_price("abs(discount)")),
    }[unit]
    return f"CASE WHEN is_percent THEN {percent} ELSE {other} END" if has_signs else other


def _within(whole: int, money: str) -> str:
    return f"CASE WHEN abs(discount) <= {whole} THEN CAST({money} AS DECIMAL(38,6)) END"
