"""Which rows are sales, which are returns, and which are bookkeeping.

In this order, the first that holds:

1. A status that says the order was cancelled, voided or never completed: an adjustment, unless its amount is
   negative or another file sells the same row, which takes back what was sold: a return.
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

from quen.kernel.names import search_key, tidy


class Kind(StrEnum):
    """What a row is."""

    SALE = "sale"
    RETURN = "return"
    ADJUSTMENT = "adjustment"


BETWEEN_STATES = "\x1f"
"""Stands between the types and states of one row."""

# Each once with its marks and once without: *trả* is not *trà*, *nháp* not *nhập*, where a text has marks at all.
_CANCELLED_MARKED = re.compile(
    r"\b(hủy|huỷ|phiếu tạm|nháp|thất bại|hết hàng|từ chối|báo giá|không nhận|boom|bom hàng)\b"
    r"|\bkhông (thành công|hoàn thành|giao được)\b"
)
_CANCELLED = re.compile(
    r"\b(cancel\w*|void\w*|failed|unavailable|trash|draft|abandoned|expired|declined|rejected|quotation|quote|boom"
    r"|huy|phieu tam|that bai|het hang|tu choi|bao gia|khong nhan|khong (thanh cong|hoan thanh|giao duoc))\b|^nhap$"
)
_RETURNED_MARKED = re.compile(
    r"\b(trả hàng|hàng trả|trả lại|nhập trả|đổi trả|hoàn (trả|tiền|hàng)|(đơn|chuyển|đã|đang) hoàn)\b(?! thành)"
    r"|^(khách )?trả$|^hoàn$"
)
_RETURNED = re.compile(
    r"\b(return|returns|returned|refund\w*|credit (note|memo)|chargeback|reversed|rto|tra hang|hang tra|tra lai"
    r"|nhap tra|doi tra|hoan (tra|tien|hang)|(don|chuyen|da|dang) hoan)\b(?! thanh)|^(khach )?tra$|^hoan$"
)
# Right before the word: it is said not to be so, or that it may come to be.
_NOT_SO = re.compile(r"(\b(not|non|no|never|without|không|khong|chưa|chua)( \w+)?|\b(có thể|co the)\b.*) $")
_MARKS = re.compile(r"[^\x00-\x7f]")
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
    """SQL for the kind of a row with person, word, series, is_sold_receipt and is_sold_too beside it.

    `all_returns`: the file is a list of returns, its amounts written as what was paid back.
    """
    if all_returns:
        return "CASE WHEN word = 'cancelled' THEN 'adjustment' ELSE 'return' END"
    discount = f"(coalesce(quantity, 1) > 0 OR regexp_matches(lower(coalesce(product_name, '')), '{_DISCOUNT_WORDS}'))"
    without_customer = "'adjustment'" if has_quantity else "'return'"
    return f"""CASE
        WHEN word = 'cancelled' THEN CASE WHEN amount_minor < 0 OR is_sold_too THEN 'return' ELSE 'adjustment' END
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
    """What types and states say: "cancelled", "returned", or None for everything that is sold."""
    words = {_word(state) for state in written.split(BETWEEN_STATES)}
    return next((word for word in ("cancelled", "returned") if word in words), None)


def _word(written: str) -> str | None:
    key = _words(search_key(written))
    if _PARTLY.search(key):
        return None
    has_marks = bool(_MARKS.search(written))
    text = _words(tidy(written).lower()) if has_marks else key
    if _says(_CANCELLED_MARKED if has_marks else _CANCELLED, text):
        return "cancelled"
    return "returned" if _says(_RETURNED_MARKED if has_marks else _RETURNED, text) else None


def _says(word: re.Pattern[str], text: str) -> bool:
    return any(not _NOT_SO.search(text[: found.start()]) for found in word.finditer(text))


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


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
