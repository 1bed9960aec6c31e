"""Every row of ``source`` parsed into typed facts: the table ``parsed``."""

from collections.abc import Callable

import duckdb

from quen.kernel.receipt_periods import Restart
from quen.sales_file.dates import date_sql, plausible_sql, time_sql
from quen.sales_file.discounts import money_sql, number_of_cell
from quen.sales_file.fields import CODES, NUMBERS, TEXTS, Field
from quen.sales_file.fingerprints import digest_sql, fingerprint_sql
from quen.sales_file.goods_values import fit_to_goods
from quen.sales_file.heads import is_head_sql
from quen.sales_file.identities import write_phones
from quen.sales_file.minor_units import minor_sql
from quen.sales_file.numbers import number_sql
from quen.sales_file.placeholders import filled_sql, nobody_sql
from quen.sales_file.reading import Reading
from quen.sales_file.rejects import reason_sql
from quen.sales_file.store_names import settled_sql
from quen.sales_file.sums import sum_sql

Parts = dict[str, str]
_PRICE = "CAST(unit_price AS DECIMAL(38,6)) * CAST(coalesce(quantity, 1) AS DECIMAL(38,3))"
_FLAGS = tuple(f"has_{field.value}" for field in (*NUMBERS, Field.DATE))
_HELPERS = (
    *_FLAGS,
    "is_sum",
    "is_nobody",
    "has_extra",
    "written_amount",
    "amount",
    "discount",
    "is_percent",
    "digest",
)


def parse(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    *,
    source: str = "source",
    into: str = "parsed",
    part: int = 0,
    restart: Restart = Restart.NEVER,
) -> None:
    """Fill `into`: one row per row of the relation `source`, with `reason` set where it cannot be used.

    Amounts are in minor units; kinds and persons are not settled yet. `part`: which of several tables of sales this is;
    those after the first are added. `restart`: how often receipt numbers start again, where the amount is the receipt's
    and counts once for each of them.
    """
    write_phones(connection, reading, source)
    cells = {**_texts(reading), **_identities(reading), **_numbers(reading), **_moment(reading)}
    cells |= settled_sql(connection, cells[Field.STORE.value], reading.options.stores, source)
    listed = ",\n".join(f"{sql} AS {name}" for name, sql in cells.items())
    currency = reading.currency.code
    code = "CASE WHEN is_nobody THEN NULL ELSE code END"
    begun = f"INSERT INTO {into} BY NAME" if part else f"CREATE OR REPLACE TABLE {into} AS"
    connection.execute(f"""
        {begun}
        WITH typed AS (SELECT place, {part} AS part, file_no, row_no, extra IS NOT NULL AS has_extra, {listed}
                       FROM {source}),
             known AS (SELECT * REPLACE ({code} AS code, {plausible_sql("moment")} AS moment,
                                         {_discount(reading)} AS discount),
                              {_amount(reading, restart)} AS amount, phones.e164 AS phone
                       FROM typed LEFT JOIN phones ON typed.phone_text = phones.written),
             told AS (SELECT *, {reason_sql(reading)} AS reason, {digest_sql()} AS digest,
                             {minor_sql("amount", currency)} AS amount_minor,
                             {minor_sql("discount", currency)} AS discount_minor
                      FROM known)
        SELECT * EXCLUDE ({", ".join(_HELPERS)}),
               {fingerprint_sql("digest")} AS fingerprint
        FROM told""")  # noqa: S608
    if reading.totals.goods and into == "parsed":
        fit_to_goods(connection, reading)


def _texts(reading: Reading) -> Parts:
    parts = {field.value: _cell(reading, field, _tidy) for field in TEXTS}
    parts |= {field.value: _cell(reading, field, _code) for field in CODES}
    parts["receipt"] = _cell(reading, Field.RECEIPT, lambda cell: _code(f"({filled_sql(cell)})"))
    return parts | {"type_text": _cell(reading, Field.TYPE, lambda cell: cell)}


def _identities(reading: Reading) -> Parts:
    name = reading.cells.get(Field.NAME)
    return {
        "code": _cell(reading, Field.CUSTOMER, _named),
        "card": _cell(reading, Field.CARD, _named),
        "email": _cell(reading, Field.EMAIL, _address),
        "phone_text": _cell(reading, Field.PHONE, lambda cell: cell),
        "is_sum": f"{sum_sql(reading.cells)} IS NOT NULL",
        "is_head": is_head_sql(reading.cells) if reading.has_heads else "false",
        "is_nobody": f"coalesce({nobody_sql(name)}, false)" if name else "false",
    }


def _numbers(reading: Reading) -> Parts:
    def number(field: Field, scale: int) -> str:
        if field not in reading.cells:
            return f"CAST(NULL AS DECIMAL(18,{scale}))"
        cell = _number_cell(reading, field)
        if field is Field.DISCOUNT and reading.has_percent_signs:
            cell = number_of_cell(cell)
        return number_sql(cell, reading.styles[field], scale=scale)

    scales = {Field.QUANTITY: 3, Field.UNIT_PRICE: 6, Field.DISCOUNT: 4, Field.AMOUNT: 4}
    parts = {_number_name(field): number(field, scales[field]) for field in NUMBERS}
    flags = {
        flag: f"{_number_cell(reading, field)} IS NOT NULL" if field in reading.cells else "false"
        for field, flag in zip((*NUMBERS, Field.DATE), _FLAGS, strict=True)
    }
    signed = f"contains({reading.cells[Field.DISCOUNT]}, '%')" if reading.has_percent_signs else "false"
    return parts | flags | {"is_percent": f"coalesce({signed}, false)"} | _original(reading)


def _number_cell(reading: Reading, field: Field) -> str:
    cell = reading.cells[field]
    return f"({filled_sql(cell)})" if field in reading.dashed else cell


def _original(reading: Reading) -> Parts:
    return {
        "original_receipt": _code(reading.original_receipt)
        if reading.original_receipt
        else "CAST(NULL AS VARCHAR)"
    }


def _moment(reading: Reading) -> Parts:
    day = date_sql(reading.cells[Field.DATE], reading.dates, reading.options.timezone)
    if Field.TIME not in reading.cells:
        return {"moment": day}
    clock = time_sql(reading.cells[Field.TIME])
    return {"moment": f"coalesce(date_trunc('day', {day}) + to_seconds({clock}), {day})"}


def _amount(reading: Reading, restart: Restart) -> str:
    """The line's value: as written, else quantity times unit price less the discount, exact."""
    if Field.AMOUNT in reading.cells:
        return _counted_once("written_amount", restart) if reading.totals.is_amount_once else "written_amount"
    if Field.DISCOUNT not in reading.cells:
        return f"CAST({_PRICE} AS DECIMAL(38,6))"
    taken_off = f"abs(coalesce({_discount(reading)}, 0))"
    return f"CAST({_PRICE} - sign(coalesce(quantity, 1)) * {taken_off} AS DECIMAL(38,6))"


def _discount(reading: Reading) -> str:
    """The discount in money; where the price is not told, it is what was paid with the discount."""
    has_price = Field.UNIT_PRICE in reading.cells

    def part_of_price(part: str) -> str:
        return (
            f"coalesce({_PRICE}, 0) * {part}"
            if has_price
            else f"coalesce(written_amount * {part} / nullif(1 - {part}, 0), 0)"
        )

    return money_sql(reading.discounts_in, part_of_price, has_signs=reading.has_percent_signs)


def _counted_once(amount: str, restart: Restart) -> str:
    """The receipt's amount on its first line that shows it, nothing on the others."""
    period = f", left(CAST(CAST(moment AS DATE) AS VARCHAR), {restart.length})" if restart.length else ""
    receipt = f"file_no, store, receipt{period}"
    first = f"first_value(place) OVER (PARTITION BY {receipt} ORDER BY {amount} IS NULL, place)"
    return f"CASE WHEN receipt IS NULL OR place = {first} THEN {amount} ELSE 0 END"


def _number_name(field: Field) -> str:
    return "written_amount" if field is Field.AMOUNT else field.value


def _cell(reading: Reading, field: Field, read: Callable[[str], str]) -> str:
    return read(reading.cells[field]) if field in reading.cells else "CAST(NULL AS VARCHAR)"


def _tidy(cell: str) -> str:
    has_gaps = f"contains({cell}, '  ') OR contains({cell}, chr(10)) OR contains({cell}, chr(9))"
    return (
        f"nfc_normalize(CASE WHEN {has_gaps} THEN regexp_replace({cell}, '\\s+', ' ', 'g') ELSE {cell} END)"
    )


def _code(cell: str) -> str:
    is_number = rf"contains({cell}, '.0') AND regexp_full_match({cell}, '\d+\.0+')"
    return f"nfc_normalize(CASE WHEN {is_number} THEN split_part({cell}, '.', 1) ELSE {cell} END)"


def _named(cell: str) -> str:
    return f"CASE WHEN NOT {nobody_sql(cell)} THEN {_code(cell)} END"


def _address(cell: str) -> str:
    """The address, or the first of a cell that holds more: ``Lan <lan@example.com>``."""
    key = f"lower(nfc_normalize({cell}))"
    part = r'[^\s@<>,;:"]+'
    first = f"nullif(regexp_extract({key}, '{part}@{part}\\.{part}'), '')"
    return rf"CASE WHEN regexp_full_match({key}, '[^\s@<>,;:]+@[^\s@<>,;]+\.[^\s@<>,;]+') THEN {key} ELSE {first} END"
