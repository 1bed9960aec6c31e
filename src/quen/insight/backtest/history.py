"""Sales as a history to replay: known customers numbered, their purchases and returns in the order of time.

Read from a DuckDB connection with the tables `purchases`, `returns` and `sales_rows` as a sales file has them once it
is read; `of_lake` makes the same of the shop's own facts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from quen.programme.purchase import Line
from quen.programme.replay import Sale

_AT_ONCE = 20_000
EXAMPLES = 10

_MEMBERS = """
CREATE OR REPLACE TABLE replayed_members AS
SELECT customer, row_number() OVER (ORDER BY customer) - 1 AS member
FROM (SELECT DISTINCT customer FROM purchases WHERE customer IS NOT NULL)
"""
_PURCHASES = """
CREATE OR REPLACE TABLE replayed AS
SELECT row_number() OVER (ORDER BY "at", purchase_key) - 1 AS number, purchases.*,
       purchase_key IN (SELECT of_purchase FROM returns) AS is_returned
FROM purchases WHERE customer IS NOT NULL
"""
_SALES = """
SELECT number, member, "at", day, CASE WHEN $has_time THEN hour("at") * 60 + minute("at") END,
       amount_minor, coalesce(store, ''), coalesce(channel, ''), is_returned, NULL::BIGINT
FROM replayed JOIN replayed_members USING (customer)
UNION ALL
SELECT number, member, greatest(returns."at", replayed."at"), greatest(returns.day, replayed.day), NULL,
       returns.amount_minor, '', '', false, replayed.amount_minor
FROM returns JOIN replayed ON replayed.purchase_key = returns.of_purchase
JOIN replayed_members ON replayed_members.customer = replayed.customer
ORDER BY {first}3, 10 NULLS FIRST, 1, 6
"""
_BY_MEMBER = "2, "
_LINES = """
SELECT number, coalesce(sales_rows.product, ''), coalesce(sales_rows.product_name, ''),
       coalesce(sales_rows.category, ''), sales_rows.amount_minor,
       CAST(coalesce(quantity, 1) * 1000 AS BIGINT), greatest(coalesce(discount_minor, 0), 0)
FROM sales_rows JOIN replayed USING (purchase_key) JOIN replayed_members USING (customer) WHERE kind = 'sale'
ORDER BY {first}number, file_no, row_no
"""
# One example from each tenth of the purchases by amount, each the middle one: small and large receipts alike.
_EXAMPLES = """
SELECT number FROM (
    SELECT number, row_number() OVER (PARTITION BY tenth ORDER BY amount_minor, number) AS place,
           count(*) OVER (PARTITION BY tenth) AS size
    FROM (SELECT number, amount_minor, ntile($examples) OVER (ORDER BY amount_minor, number) AS tenth FROM replayed))
WHERE place = (size + 1) // 2 ORDER BY number
"""


InSegments = Callable[[frozenset[str]], Mapping[int, frozenset[str]]]
"""Which of the segments asked for each member is in today."""


Birthdays = Callable[[], Mapping[int, date]]
"""The birthday of each member whose birthday is known."""


@dataclass(frozen=True)
class History:
    """The sales of known customers, ready to replay as often as there are programmes."""

    connection: duckdb.DuckDBPyConnection
    members: int
    purchases: int
    examples: frozenset[int]
    as_of: date
    has_time: bool
    unlinked_returns: int
    anonymous_purchases: int
    in_segments: InSegments | None = None
    """None where nobody knows: a file of sales."""
    birthdays: Birthdays | None = None
    """None where nobody knows: a file of sales."""

    def sales(self, *, with_lines: bool, by_member: bool) -> Iterator[Sale]:
        """Every purchase and every return of one, in the order of time; member by member where that is enough."""
        first = _BY_MEMBER if by_member else ""
        cursor = self.connection.cursor().execute(_SALES.format(first=first), {"has_time": self.has_time})
        lines = _lines_by_purchase(self.connection.cursor(), first) if with_lines else None
        while rows := cursor.fetchmany(_AT_ONCE):
            for number, member, _at, day, minute, amount, store, channel, is_returned, sold in rows:
                yield Sale(
                    number, member, day, minute, amount, store, channel, is_returned or number in self.examples,
                    sold, next(lines)[1] if lines is not None and sold is None else None,
                )  # fmt: skip

    def receipt(self, number: int) -> tuple[str | None, int]:
        """The receipt's own number, as the till wrote it, and what it was worth in minor units."""
        receipt, amount_minor = _row(
            self.connection,
            f"SELECT receipt, amount_minor FROM replayed WHERE number = {number:d}",  # noqa: S608
        )
        return receipt, amount_minor

    def customers(self, members: list[int]) -> dict[int, str]:
        """How each of these members is known."""
        found = self.connection.execute(
            "SELECT member, customer FROM replayed_members WHERE list_contains($members, member)",
            {"members": members},
        )
        return {member: customer.partition(":")[2] for member, customer in found.fetchall()}


def history_of(connection: duckdb.DuckDBPyConnection, *, date_to: date | None) -> History:
    """The history in the connection's tables. All known customers are members from their first purchase."""
    connection.execute(_MEMBERS)
    connection.execute(_PURCHASES)
    (members,) = _row(connection, "SELECT count(*) FROM replayed_members")
    purchases, last_sale = _row(connection, "SELECT count(*), max(day) FROM replayed")
    last_return, unlinked = _row(
        connection,
        "SELECT max(day), count(*) FILTER (of_purchase IS NULL AND customer IS NOT NULL) FROM returns",
    )
    (anonymous,) = _row(connection, "SELECT count(*) FROM purchases WHERE customer IS NULL")
    examples = connection.execute(_EXAMPLES, {"examples": EXAMPLES}).fetchall()
    (has_time,) = _row(connection, "SELECT coalesce(bool_or(has_time), false) FROM sales_rows")
    last_day = date_to or max((day for day in (last_sale, last_return) if day), default=date(2000, 1, 1))
    return History(
        connection=connection,
        members=members,
        purchases=purchases,
        examples=frozenset(number for (number,) in examples),
        as_of=last_day + timedelta(days=1),
        has_time=has_time,
        unlinked_returns=unlinked,
        anonymous_purchases=anonymous,
    )


def _lines_by_purchase(
    cursor: duckdb.DuckDBPyConnection, first: str
) -> Iterator[tuple[int, tuple[Line, ...]]]:
    """The lines of each purchase, in the order the purchases come in."""
    cursor.execute(_LINES.format(first=first and "member, "))
    current = -1
    lines: list[Line] = []
    while rows := cursor.fetchmany(_AT_ONCE):
        for number, product, name, category, amount, quantity, discount in rows:
            if number != current:
                if lines:
                    yield current, tuple(lines)
                current, lines = number, []
            lines.append(
                Line(
                    amount_minor=amount, quantity_milli=quantity, product=product, product_name=name,
                    category=category, discount_minor=discount,
                )
            )  # fmt: skip
    if lines:
        yield current, tuple(lines)


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    found = connection.execute(query).fetchone()
    assert found is not None
    return found
