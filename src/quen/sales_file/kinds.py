"""Which rows are sales, which are returns, and which are bookkeeping.

In this order, the first that holds:

1. A status that says the order was cancelled, voided or never completed: an adjustment, unless its amount is
   negative, which takes back what was sold: a return.
2. A type that says return, refund, trả hàng or hoàn tiền: a return.
3. A receipt of a lettered series the rest of the column does not use (``C536379``, ``A563185``, ``TH000012``): an
   adjustment where the series books negative unit prices, all of its rows then, the positive one too; a return where
   the letters say so (C, TH, TR, RT, RET, RF, REF, CN) and next to none of its rows is worth something.
4. A line worth less than nothing on a receipt with other lines that are sold, where the line is no product taken
   back (its quantity is positive or missing, or it is a discount by name): a line of that purchase, a sale.
5. A negative quantity: a return, when the customer is known or other lines of the receipt are sold (an exchange);
   else an adjustment (a write-off, a stock correction).
6. A negative amount: a return when the customer is known or the file has no quantities; else an adjustment.
7. All else: a sale, also when it is worth nothing.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import duckdb

from quen.kernel.names import search_key


class Kind(StrEnum):
    """What a row is."""

    SALE = "sale"
    RETURN = "return"
    ADJUSTMENT = "adjustment"


_CANCELLED = re.compile(
    r"\b(cancel\w*|void\w*|failed|unavailable|trash|draft|abandoned|expired|declined|huy|phieu tam|that bai"
    r"|nhap(?! tra)|khong (thanh cong|hoan thanh|giao duoc))\b"
)
_RETURNED = re.compile(
    r"\b(return\w*|refund\w*|credit (note|memo)|chargeback|tra hang|hang tra|tra lai|nhap tra|doi tra"
    r"|hoan (tra|tien|hang)|(don|chuyen) hoan)\b|^(khach )?tra$"
)
_PARTLY = re.compile(r"\b(partial\w*|mot phan)\b")
_RETURN_SERIES = ("C", "TH", "TR", "RT", "RET", "RF", "REF", "CN")
_USUAL_SHARE = 0.1
_SOLD_SHARE = 0.05
_DISCOUNT_WORDS = (
    "discount|voucher|coupon|promotion|giảm giá|chiết khấu|khuyến mãi|giam gia|chiet khau|khuyen mai"
)


def write_kinds(connection: duckdb.DuckDBPyConnection, period: str) -> None:
    """Fill what `kind_sql` needs: ``type_words``, ``odd_series`` and ``sold_receipts``, all small.

    `period` is the SQL of the period a row's receipt is numbered in.
    """
    _write_type_words(connection)
    _write_odd_series(connection)
    _write_sold_receipts(connection, period)


def kinds_sql(kinds: Sequence[str]) -> str:
    """SQL for the kind of a row by the table of sales it stands in: `kinds` are the `kind_sql` of each."""
    if len(kinds) == 1:
        return kinds[0]
    return f"CASE part {' '.join(f'WHEN {part} THEN {kind}' for part, kind in enumerate(kinds))} END"


def kind_sql(*, has_quantity: bool, all_returns: bool) -> str:
    """SQL for the kind of a row with person, word, series and is_sold_receipt beside it.

    `all_returns`: the file is a list of returns, its amounts written as what was paid back.
    """
    if all_returns:
        return "CASE WHEN word = 'cancelled' THEN 'adjustment' ELSE 'return' END"
    discount = f"(coalesce(quantity, 1) > 0 OR regexp_matches(lower(coalesce(product_name, '')), '{_DISCOUNT_WORDS}'))"
    without_customer = "'adjustment'" if has_quantity else "'return'"
    return f"""CASE
        WHEN word = 'cancelled' THEN CASE WHEN amount_minor < 0 THEN 'return' ELSE 'adjustment' END
        WHEN word = 'returned' THEN 'return'
        WHEN series IS NOT NULL THEN series
        WHEN amount_minor < 0 AND is_sold_receipt AND {discount} THEN 'sale'
        WHEN quantity < 0 THEN CASE WHEN person IS NOT NULL OR is_sold_receipt THEN 'return' ELSE 'adjustment' END
        WHEN amount_minor < 0 THEN CASE WHEN person IS NOT NULL THEN 'return' ELSE {without_customer} END
        ELSE 'sale' END"""


def series_sql(receipt: str) -> str:
    """SQL for the letters a receipt number starts with before its digits; NULL where it has none."""
    return rf"nullif(upper(regexp_extract({receipt}, '^([A-Za-z]+)[-_ ]?\d+$', 1)), '')"


def type_word(written: str) -> str | None:
    """What a type or status says: "cancelled", "returned", or None for everything that is sold."""
    key = " ".join(re.sub(r"[^a-z0-9]+", " ", search_key(written)).split())
    if _PARTLY.search(key):
        return None
    if _CANCELLED.search(key):
        return "cancelled"
    return "returned" if _RETURNED.search(key) else None


def _write_type_words(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE TABLE type_words (written VARCHAR, word VARCHAR)")
    rows = connection.execute(
        "SELECT DISTINCT type_text FROM parsed WHERE type_text IS NOT NULL LIMIT 10000"
    ).fetchall()
    words = [[written, word] for (written,) in rows if (word := type_word(written))]
    if words:
        connection.executemany("INSERT INTO type_words VALUES (?, ?)", words)


def _write_odd_series(connection: duckdb.DuckDBPyConnection) -> None:
    """The lettered series fewer than one row in ten belongs to, and what their rows are."""
    listed = ", ".join(f"'{letters}'" for letters in _RETURN_SERIES)
    connection.execute(f"""
        CREATE OR REPLACE TABLE odd_series AS
        WITH letters AS (
            SELECT {series_sql("receipt")} AS letters, count(*) AS rows,
                   count(*) FILTER (unit_price < 0 AND coalesce(quantity, 1) > 0) AS negative_prices,
                   count(*) FILTER (amount_minor > 0 AND coalesce(quantity, 1) > 0) AS sold
            FROM parsed WHERE reason IS NULL AND receipt IS NOT NULL GROUP BY 1)
        SELECT letters, CASE WHEN negative_prices > 0 THEN 'adjustment' ELSE 'return' END AS series
        FROM letters
        WHERE letters IS NOT NULL AND rows < {_USUAL_SHARE} * (SELECT sum(rows) FROM letters)
          AND (negative_prices > 0 OR (letters IN ({listed}) AND sold <= {_SOLD_SHARE} * rows))""")  # noqa: S608


def _write_sold_receipts(connection: duckdb.DuckDBPyConnection, period: str) -> None:
    """The receipts that hold a line worth less than nothing, or taken back, beside lines that are sold."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE sold_receipts AS
        WITH numbered AS (
            SELECT coalesce(store, '') AS store, receipt, {period} AS period, quantity, amount_minor FROM parsed
            WHERE reason IS NULL AND receipt IS NOT NULL),
        odd AS (SELECT DISTINCT store, receipt, period FROM numbered WHERE quantity < 0 OR amount_minor < 0)
        SELECT DISTINCT store, receipt, period, true AS is_sold
        FROM numbered JOIN odd USING (store, receipt, period)
        WHERE coalesce(quantity, 1) > 0 AND amount_minor > 0""")  # noqa: S608
