"""Ask a rule of everybody: how many, what they are worth, and who some of them are."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from quen.kernel.sentences import gettext_noop
from quen.segments.compile import compiled, everybody
from quen.segments.errors import BadRule
from quen.segments.rules import Node, Scope
from quen.segments.sql import Sql

MANY = 50_000
"""Customers from which the whole is not added up anew for every count."""

_COUNTED_TODAY = """
SELECT all_customers, all_revenue_minor FROM segments_segmentcount WHERE day = %s AND all_customers >= %s LIMIT 1
"""
PATIENCE_MS = 5_000
"""A rule that takes longer is told to be too heavy, rather than holding a connection."""


@dataclass(frozen=True)
class Counted:
    """Customers a rule holds, their revenue before returns, and the same of everybody."""

    customers: int
    revenue_minor: int
    all_customers: int
    all_revenue_minor: int

    @property
    def share_of_revenue(self) -> float | None:
        """In percent; None while nobody has bought anything."""
        return 100 * self.revenue_minor / self.all_revenue_minor if self.all_revenue_minor > 0 else None


def count(rule: Node, scope: Scope) -> Counted:
    """How many customers the rule holds now. Raises BadRule where it would take too long."""
    with at_full_speed() as cursor:
        return _counted(cursor, everybody(rule, scope), scope)


def count_and_name(rule: Node, scope: Scope, *, most: int) -> tuple[Counted, list[int]]:
    """The same, and the numbers of any so many of them."""
    asked = everybody(rule, scope)
    with at_full_speed() as cursor:
        return _counted(cursor, asked, scope), _named(cursor, asked, most)


def _counted(cursor: Any, asked: Sql, scope: Scope) -> Counted:
    sql = f"SELECT count(*), coalesce(sum(p.revenue_minor), 0)::bigint FROM {asked.text}"  # noqa: S608
    cursor.execute(sql, asked.values)
    customers, revenue = cursor.fetchone()
    all_customers, all_revenue = _all(cursor, scope)
    return Counted(customers, int(revenue), all_customers, int(all_revenue))


def _named(cursor: Any, asked: Sql, most: int | None) -> list[int]:
    limit = "" if most is None else f" LIMIT {most:d}"
    sql = f"SELECT p.customer_id FROM {asked.text}{limit}"  # noqa: S608
    cursor.execute(sql, asked.values)
    return sorted(number for (number,) in cursor.fetchall())


def _all(cursor: Any, scope: Scope) -> tuple[int, int]:
    """All customers and their revenue. Where they are many, as they were counted when the day began: of a million
    customers a day's sales change no share that one can see, and adding them up takes as long as the rule itself."""
    cursor.execute(_COUNTED_TODAY, [scope.today, MANY])
    counted = cursor.fetchone()
    if counted is None:
        cursor.execute("SELECT count(*), coalesce(sum(revenue_minor), 0)::bigint FROM segments_profile")
        counted = cursor.fetchone()
    return counted[0], counted[1]


def customers_in(rule: Node, scope: Scope, *, most: int | None = None) -> list[int]:
    """The numbers of the customers the rule holds, smallest first; any so many of them."""
    with at_full_speed() as cursor:
        return _named(cursor, everybody(rule, scope), most)


def holds(rule: Node, scope: Scope, *, customer: int) -> bool:
    """Whether the rule holds this one customer: the same SQL, asked of her row alone. A merged customer has none."""
    asked = compiled(rule, scope)
    sql = f"SELECT FROM segments_profile p WHERE p.customer_id = %s AND ({asked.text})"
    with connection.cursor() as cursor:
        cursor.execute(sql, (customer, *asked.values))
        return cursor.fetchone() is not None


@contextmanager
def at_full_speed(patience_ms: int = PATIENCE_MS) -> Iterator[Any]:
    """A cursor whose statements may use two cores and enough memory for their sets, but not for ever (0: for ever).

    Keys and tallies lie in the order of the customers' numbers: merged side by side they cost a quarter of the hash
    joins the planner takes for cheaper as soon as there are two cores.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL max_parallel_workers_per_gather = 2; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;"
                " SET LOCAL enable_hashjoin = off;"
                f" SET LOCAL statement_timeout = {patience_ms}"
            )
            yield cursor
            cursor.execute(
                "SET LOCAL max_parallel_workers_per_gather = DEFAULT; SET LOCAL work_mem = DEFAULT;"
                " SET LOCAL enable_hashjoin = DEFAULT; SET LOCAL statement_timeout = DEFAULT"
            )
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise BadRule(
                gettext_noop(
                    "This rule takes too long to count. Ask for less at once, or with fewer conditions."
                )
            ) from error
        raise
