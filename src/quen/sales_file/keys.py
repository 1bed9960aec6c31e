"""What a table may tell of a sale, by the column of the sales it hangs on.

A table of goods has prices, stock and a state of its own, a table of customers dates and sums: none of them is the
sale's. Only what hangs on the receipt may tell all of it, and nothing hangs on a date or a sum.
"""

from collections.abc import Mapping

from quen.sales_file.fields import PERSONS, Field
from quen.sales_file.headings import known_as, words_of
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.source import Source, SourceColumn

Chosen = Mapping[Field, ColumnChoice]
GOODS = (Field.PRODUCT, Field.PRODUCT_NAME)
"""The fields that say what was sold."""

_OF_A_PERSON = frozenset((*PERSONS, Field.NAME))
_OF_GOODS = frozenset((*GOODS, Field.CATEGORY))
_GIVES: dict[Field, frozenset[Field]] = {
    Field.RECEIPT: frozenset(Field),
    **dict.fromkeys(_OF_A_PERSON, _OF_A_PERSON),
    **dict.fromkeys((*GOODS, Field.SERIAL), _OF_GOODS),
    **{field: frozenset({field}) for field in (Field.CATEGORY, Field.STORE, Field.STAFF, Field.CHANNEL)},
}
# A code of who knows what: a salesperson's phone would make one customer of all who bought from them.
_BY_AN_UNKNOWN_CODE = _OF_GOODS | {Field.STORE, Field.STAFF, Field.CHANNEL}

_OF_A_LINE = frozenset({Field.QUANTITY, Field.UNIT_PRICE, Field.DISCOUNT})


def facts_told_by(column: SourceColumn, source: Source, own: Chosen) -> frozenset[Field]:
    """The facts a table may tell that hangs on `column`; none where nothing may. `own`: the main table's columns."""
    field = _field_of(column, source, own)
    if field is None:
        return _BY_AN_UNKNOWN_CODE
    gives = _GIVES.get(field, frozenset())
    # A list price makes an amount of a quantity; where the sales have their amounts, those are what was paid.
    if gives is _OF_GOODS and Field.QUANTITY in own and Field.AMOUNT not in own:
        return gives | {Field.UNIT_PRICE}
    return gives


def facts_of_the_whole(gives: frozenset[Field], own: Chosen) -> frozenset[Field]:
    """Of the facts told by a receipt of several lines, those that are not one line's: the sum where lines have none."""
    has_worth = {Field.QUANTITY, Field.UNIT_PRICE} <= set(own)
    return gives - (_OF_A_LINE | {Field.AMOUNT} if has_worth else _OF_A_LINE)


def _field_of(column: SourceColumn, source: Source, own: Chosen) -> Field | None:
    if column.table == source.main.name:
        for field, choice in own.items():
            if choice.position == column.position:
                return field
    return next((field for field in Field if known_as(column.heading, words_of(field))), None)
