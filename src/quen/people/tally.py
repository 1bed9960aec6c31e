"""How many customers there are, counted in little time, and who they are where they are few."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, QuerySet, Value
from psycopg.errors import QueryCanceled

MOST_COUNTED = 10_000
"""Customers counted for the heading of the list; beyond, it says "more than"."""

MOST_NAMED = 5_000
"""Customers up to whom putting them in order is less work than walking along the order past everybody else."""

COUNT_MS = 40
"""How long counting may hold the page up; beyond, the heading says that there are more than are shown."""


@dataclass(frozen=True)
class Tally:
    """`counted` is exact unless `is_more`; `named` are the numbers of all of them, None where they are not few."""

    counted: int
    is_more: bool
    named: Sequence[int] | None


def tally_of(rows: "QuerySet[Any]") -> Tally:
    """Count customers or their summaries: never more than MOST_COUNTED, nor COUNT_MS of work."""
    capped = rows.order_by().values("pk")[: MOST_COUNTED + 1]
    try:
        sql, parameters = capped.query.sql_with_params()
    except EmptyResultSet:  # what is asked can be true of nobody
        return Tally(0, is_more=False, named=[])
    statement = f"SELECT count(*), (array_agg(pk))[:{MOST_NAMED}] FROM ({sql}) AS counted (pk)"  # noqa: S608
    try:
        counted, numbers = _run_in_time(statement, parameters)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return Tally(0, is_more=True, named=None)
    named = (numbers or []) if counted <= MOST_NAMED else None
    return Tally(min(counted, MOST_COUNTED), counted > MOST_COUNTED, named)


class _IsOneOf(Func):
    """One array is written and read in a tenth of the time of as many parameters."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def is_one_of(numbers: Sequence[int]) -> Q:
    """The condition that a row's number is among these."""
    return Q(_IsOneOf(F("pk"), Value(list(numbers), ArrayField(BigIntegerField()))))


def _run_in_time(sql: str, parameters: Sequence[Any]) -> tuple[int, list[int] | None]:
    """The row a statement answers, given COUNT_MS.

    The three statements go as one message: PostgreSQL (13+) applies the limit to each by itself, and where no
    transaction is open the message is one, so the limit cannot outlive it.
    """
    statements = f"SET LOCAL statement_timeout = {COUNT_MS}; {sql}; SET LOCAL statement_timeout = DEFAULT"
    own = transaction.atomic() if connection.in_atomic_block else nullcontext()
    with own, connection.cursor() as cursor:
        cursor.execute(statements, parameters)
        cursor.nextset()
        counted, numbers = cursor.fetchone()
        return int(counted), numbers
