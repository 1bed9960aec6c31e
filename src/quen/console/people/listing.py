"""One page of the list: which customers, in which order, how many.

A summary exists for every customer who stands for herself, so the list is read from the summaries: their indexes are
its orders. Only filters on the customer herself join her row; whom a page shows is then fetched by number.
"""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import NullIf
from psycopg.errors import QueryCanceled

from quen.console.people.conditions import on_customer, on_summary
from quen.console.people.filters import Filters, Sort
from quen.insight.models import CustomerSummary
from quen.people.models import Customer, Identity, IdentityKind

ROWS = 50
MOST_COUNTED = 10_000
"""Customers counted for the heading of the list; beyond, it says "more than"."""

LAST_PAGE = MOST_COUNTED // ROWS
COUNT_MS = 40
"""How long counting may hold the page up; beyond, the heading says that there are more than are shown."""

_ORDERS: dict[Sort, Sequence[OrderBy | str]] = {
    Sort.LAST: [F("last_at").desc(nulls_last=True), "customer"],
    Sort.FIRST: [F("first_at").desc(nulls_last=True), "customer"],
    Sort.REVENUE: ["-revenue_minor", "customer"],
    Sort.PURCHASES: ["-purchases", "customer"],
    Sort.NAME: [NullIf("customer__name_key", Value("")).asc(), "customer__pk"],
}


@dataclass(frozen=True)
class Row:
    """One customer of the list. `known_by` is how to reach or recognise her, the phone first."""

    customer: Customer
    summary: CustomerSummary
    known_by: Sequence[Identity]

    @property
    def shown_name(self) -> str:
        """Her name, or what she is known by where she gave none."""
        return self.customer.name or next((one.value for one in self.known_by), f"#{self.customer.pk}")


@dataclass(frozen=True)
class Page:
    """Rows of one page. `counted` is exact unless `is_more`: then there are more than that."""

    rows: Sequence[Row]
    number: int
    has_next: bool
    counted: int
    is_more: bool

    @property
    def first(self) -> int:
        """The place of the first row among all, from 1."""
        return (self.number - 1) * ROWS + 1

    @property
    def last(self) -> int:
        return (self.number - 1) * ROWS + len(self.rows)

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def following(self) -> int:
        return self.number + 1

    @property
    def is_at_the_end_of_paging(self) -> bool:
        """Whether there are more customers than pages lead to."""
        return self.has_next and self.number >= LAST_PAGE


def found(filters: Filters, *, today: date) -> "QuerySet[CustomerSummary]":
    """The summaries of all customers the filters leave, in no order. Raises SearchTooLong."""
    summaries = CustomerSummary.objects.filter(on_summary(filters))
    condition = on_customer(filters, today=today)
    if not condition:
        return summaries
    return summaries.filter(customer__in=Customer.objects.filter(condition, root=None).values("pk"))


def in_order(summaries: "QuerySet[CustomerSummary]", sort: Sort) -> "QuerySet[CustomerSummary]":
    """The same in the order asked for, ties by number, so that no page shows a customer twice."""
    if sort is Sort.NAME:
        summaries = summaries.filter(customer__root=None)
    return summaries.order_by(*_ORDERS[sort])


def page_of(filters: Filters, *, number: int, today: date) -> Page:
    """The page with this number, the first one where it is out of reach."""
    number = number if 1 <= number <= LAST_PAGE else 1
    start = (number - 1) * ROWS
    summaries = found(filters, today=today)
    on_page = list(in_order(summaries, filters.sort)[start : start + ROWS + 1])
    has_next = len(on_page) > ROWS
    counted, is_more = _count(summaries, at_least=start + ROWS) if has_next else (start + len(on_page), False)
    return Page(rows_of(on_page[:ROWS]), number, has_next, counted, is_more)


def rows_of(summaries: Iterable[CustomerSummary]) -> list[Row]:
    """The summaries with their customers and what these are known by, in the same order. Two queries.

    A customer merged a moment ago, whose summary is still there, is left out.
    """
    wanted = list(summaries)
    ids = [summary.customer_id for summary in wanted]
    customers = Customer.objects.filter(root=None).defer("search").in_bulk(ids)
    known_by = identities_of(ids)
    return [
        Row(customers[summary.customer_id], summary, known_by.get(summary.customer_id, []))
        for summary in wanted
        if summary.customer_id in customers
    ]


_FIRST_TO_SHOW = {IdentityKind.PHONE: 0, IdentityKind.CODE: 1, IdentityKind.CARD: 2, IdentityKind.EMAIL: 3}


def identities_of(customers: Sequence[int]) -> dict[int, list[Identity]]:
    """What each of these roots is known by, herself and through those merged into her, the phone first."""
    known_by: dict[int, list[Identity]] = {}
    group = Customer.objects.filter(Q(pk__in=customers) | Q(root__in=customers)).values("pk")
    everything = Identity.objects.filter(customer__in=group).select_related("customer")
    for identity in everything.only("kind", "value", "customer__root").order_by("pk"):
        known_by.setdefault(identity.customer.root_id or identity.customer_id, []).append(identity)
    for identities in known_by.values():
        identities.sort(key=lambda identity: _FIRST_TO_SHOW[IdentityKind(identity.kind)])
    return known_by


def _count(summaries: "QuerySet[CustomerSummary]", *, at_least: int) -> tuple[int, bool]:
    """How many there are, and whether there are more than that: never more than MOST_COUNTED, nor COUNT_MS of work."""
    capped = summaries.order_by().values("pk")[: MOST_COUNTED + 1]
    sql, parameters = capped.query.sql_with_params()
    try:
        counted = _run_in_time(f"SELECT count(*) FROM ({sql}) AS counted", parameters)  # noqa: S608
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return at_least, True
    return min(counted, MOST_COUNTED), counted > MOST_COUNTED


def _run_in_time(sql: str, parameters: Sequence[Any]) -> int:
    """The number a statement answers, given COUNT_MS.

    The three statements go as one message: PostgreSQL (13+) applies the limit to each by itself, and where no
    transaction is open the message is one, so the limit cannot outlive it.
    """
    statements = f"SET LOCAL statement_timeout = {COUNT_MS}; {sql}; SET LOCAL statement_timeout = DEFAULT"
    own = transaction.atomic() if connection.in_atomic_block else nullcontext()
    with own, connection.cursor() as cursor:
        cursor.execute(statements, parameters)
        cursor.nextset()
        return int(cursor.fetchone()[0])
