"""The one currency of a sales file."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from quen.kernel.money import is_currency
from quen.kernel.names import search_key
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.errors import MixedCurrencies, UnknownCurrency
from quen.sales_file.fields import Field
from quen.sales_file.heading_units import SIGNS, currency_in
from quen.sales_file.numbers import NumberStyle, number_sql
from quen.sales_file.options import ReadOptions
from quen.sales_file.presets import Preset
from quen.sales_file.shapes import Shape

NO_CURRENCY = "XXX"
"""ISO 4217's code for "no currency involved", with two decimals."""

_IN_NUMBERS = {"₫": "VND", "Đ": "VND", "VND": "VND", "VNĐ": "VND", "DONG": "VND", "ĐỒNG": "VND", "€": "EUR",
               "EUR": "EUR", "£": "GBP", "GBP": "GBP", "R$": "BRL", "BRL": "BRL", "$": "USD", "US$": "USD",
               "USD": "USD", "¥": "JPY", "₹": "INR", "฿": "THB", "₩": "KRW", "₱": "PHP", "RM": "MYR", "CHF": "CHF",
               "SGD": "SGD", "AUD": "AUD", "THB": "THB"}  # fmt: skip
_SIGN = re.compile("|".join(map(re.escape, sorted(_IN_NUMBERS, key=len, reverse=True))))
_SMALLEST_USUAL_VND = 1_000


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code and what there is to say about it."""

    code: str
    notes: tuple[Sentence, ...] = ()


def currency_of(
    connection: duckdb.DuckDBPyConnection,
    cells: Mapping[Field, str],
    headings: Mapping[Field, str],
    shapes: Mapping[Field, Sequence[Shape]],
    styles: Mapping[Field, NumberStyle],
    options: ReadOptions,
    preset: Preset | None,
    *,
    vietnamese: bool,
) -> Currency:
    """Told, else named in the file, else the preset's, else VND for whole large amounts, else none.

    Raises MixedCurrencies, UnknownCurrency.
    """
    if options.currency:
        return Currency(_checked(options.currency))
    written = _written(connection, cells) or _in_numbers(shapes) or _in_headings(headings)
    if len(written) > 1:
        raise mixed(written)
    if written:
        return Currency(written.pop())
    if preset and preset.currency:
        return Currency(preset.currency)
    if _looks_vietnamese(connection, cells, styles, vietnamese=vietnamese):
        return Currency("VND", (Sentence(gettext_noop("Amounts look like đồng; they are read as VND.")),))
    template = gettext_noop(
        "The file names no currency; amounts are kept with two decimals. Name it to have its sign."
    )
    return Currency(NO_CURRENCY, (Sentence(template),))


def mixed(codes: Collection[str]) -> MixedCurrencies:
    """The error for sales in several currencies."""
    template = gettext_noop(
        "The sales are in more than one currency: %(currencies)s. Split the file, one currency in each."
    )
    return MixedCurrencies(template, currencies=", ".join(sorted(codes)))


def _written(connection: duckdb.DuckDBPyConnection, cells: Mapping[Field, str]) -> set[str]:
    if Field.CURRENCY not in cells:
        return set()
    cell = cells[Field.CURRENCY]
    rows = connection.execute(
        f"SELECT DISTINCT upper(trim({cell})) FROM source WHERE {cell} IS NOT NULL LIMIT 100"  # noqa: S608
    ).fetchall()
    return {_checked(text) for (text,) in rows if text}


def _checked(written: str) -> str:
    text = written.strip()
    known = SIGNS.get(text.lower()) or SIGNS.get(search_key(text))
    if known:
        return known
    if not is_currency(text.upper()):
        template = gettext_noop("“%(currency)s” is no currency. Use its three letters, such as VND or USD.")
        raise UnknownCurrency(template, currency=text)
    return text.upper()


def _in_numbers(shapes: Mapping[Field, Sequence[Shape]]) -> set[str]:
    texts = [
        shape.text.upper() for field in (Field.AMOUNT, Field.UNIT_PRICE) for shape in shapes.get(field, ())
    ]
    signs = {sign for text in texts for sign in _SIGN.findall(text)}
    return {_IN_NUMBERS[sign] for sign in signs}


def _in_headings(headings: Mapping[Field, str]) -> set[str]:
    named = (currency_in(headings[field]) for field in (Field.AMOUNT, Field.UNIT_PRICE) if field in headings)
    return {code for code in named if code}


def _looks_vietnamese(
    connection: duckdb.DuckDBPyConnection,
    cells: Mapping[Field, str],
    styles: Mapping[Field, NumberStyle],
    *,
    vietnamese: bool,
) -> bool:
    """Whole amounts, four in five of a thousand and more; a Vietnamese file needs only to be whole."""
    field = Field.AMOUNT if Field.AMOUNT in cells else Field.UNIT_PRICE
    if field not in styles:
        return False
    number = number_sql(cells[field], styles[field])
    found = connection.execute(f"""
        SELECT count(number), count(*) FILTER (number <> trunc(number)),
               count(*) FILTER (abs(number) >= {_SMALLEST_USUAL_VND} OR number = 0)
        FROM (SELECT {number} AS number FROM source)""").fetchone()  # noqa: S608
    numbers, broken, large = found or (0, 0, 0)
    return bool(numbers) and not broken and (vietnamese or large * 5 >= numbers * 4)
