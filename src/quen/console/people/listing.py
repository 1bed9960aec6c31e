"""One page of the list: which customers, in which order, how many.

A summary exists for every customer who stands for herself, so the list is read from the summaries: their indexes are
its orders. Only filters on the customer herself join her row; whom a page shows is then fetched by number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import NullIf
from django.utils.text import Truncator

from quen.console.people.conditions import on_customer, on_summary
from quen.console.people.filters import Filters, Sort
from quen.console.templatetags.written import phone
from quen.insight.models import CustomerSummary
from quen.people.classification import Stage
from quen.people.models import Customer, Identity, IdentityKind
from quen.people.tally import MOST_COUNTED, is_one_of, tally_of

ROWS = 50
LAST_PAGE = MOST_COUNTED // ROWS

_ORDERS: dict[Sort, Sequence[OrderBy | str]] = {
    Sort.LAST: [F("last_at").desc(nulls_last=True), "customer"],
    Sort.FIRST: [F("first_at").desc(nulls_last=True), "customer"],
    Sort.REVENUE: ["-revenue_minor", "customer"],
    Sort.PURCHASES: ["-purchases", "customer"],
    Sort.NAME: [NullIf("customer__name_key", Value("")).asc(), "customer__pk"],
}


class KnownBy(NamedTuple):
    """One way to reach or recognise a customer."""

    kind: str
    value: str

    @property
    def shown(self) -> str:
        """As a line of a list has room for it."""
        return phone(self.value) if self.kind == IdentityKind.PHONE else Truncator(self.value).chars(40)


@dataclass(frozen=True)
class Row:
    """One customer of the list. `known_by` is how to reach or recognise her, the phone first."""

    customer: Customer
    summary: CustomerSummary
    known_by: Sequence[KnownBy]

    @property
    def stage(self) -> Stage:
        return Stage(self.summary.stage)

    @property
    def known_words(self) -> str:
        """The two most useful ways in one line."""
        return " · ".join(one.shown for one in self.known_by[:2])

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


def found(filters: Filters, *, today: date, currency: str) -> "QuerySet[CustomerSummary]":
    """The summaries of all customers the filters leave, in no order. Raises SearchTooLong."""
    asked = CustomerSummary.objects.filter(on_summary(filters, currency=currency))
    return _of(_customers(filters, today), asked)


def in_order(summaries: "QuerySet[CustomerSummary]", sort: Sort) -> "QuerySet[CustomerSummary]":
    """The same in the order asked for, ties by number, so that no page shows a customer twice."""
    if sort is Sort.NAME:
        summaries = summaries.filter(customer__root=None)
    return summaries.order_by(*_ORDERS[sort])


def page_of(filters: Filters, *, number: int, today: date, currency: str) -> Page:
    """The page with this number, the first one where it is out of reach. Raises SearchTooLong.

    Who is asked for by what is known of herself may lie anywhere in the order: few such customers are named and then
    put in order, many are met soon by walking along it.
    """
    number = number if 1 <= number <= LAST_PAGE else 1
    start = (number - 1) * ROWS
    asked = CustomerSummary.objects.filter(on_summary(filters, currency=currency))
    customers = _customers(filters, today)
    summaries = _of(customers, asked)
    tally = None
    if customers is not None:
        tally = tally_of(summaries if asked.query.has_filters() else customers)
    walked = summaries if tally is None or tally.named is None else asked.filter(is_one_of(tally.named))
    on_page = _slice(walked, filters.sort, start)
    has_next = len(on_page) > ROWS
    if not has_next:
        return Page(rows_of(on_page), number, has_next, start + len(on_page), is_more=False)
    tally = tally or tally_of(asked)
    counted = max(tally.counted, start + ROWS)
    return Page(rows_of(on_page[:ROWS]), number, has_next, counted, tally.is_more)


def _customers(filters: Filters, today: date) -> "QuerySet[Customer] | None":
    """Whom the filters leave by what is known of them, None where they ask nothing of the kind."""
    condition = on_customer(filters, today=today)
    return Customer.objects.filter(condition, root=None) if condition else None


def _of(
    customers: "QuerySet[Customer] | None", summaries: "QuerySet[CustomerSummary]"
) -> "QuerySet[CustomerSummary]":
    return summaries if customers is None else summaries.filter(customer__in=customers.values("pk"))


def _slice(summaries: "QuerySet[CustomerSummary]", sort: Sort, start: int) -> list[CustomerSummary]:
    """The rows from `start` and one more. Only numbers are asked for on the way, which an index alone can answer."""
    numbers = in_order(summaries, sort).values("pk")[start : start + ROWS + 1]
    return list(in_order(CustomerSummary.objects.filter(pk__in=numbers), sort))


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


def identities_of(customers: Sequence[int]) -> dict[int, list[KnownBy]]:
    """What each of these roots is known by, herself and through those merged into her, the phone first."""
    known_by: dict[int, list[KnownBy]] = {}
    group = Customer.objects.filter(Q(pk__in=customers) | Q(root__in=customers)).values("pk")
    everything = Identity.objects.filter(customer__in=group).order_by("pk")
    for root, customer, kind, value in everything.values_list("customer__root", "customer", "kind", "value"):
        known_by.setdefault(root or customer, []).append(KnownBy(kind, value))
    for identities in known_by.values():
        identities.sort(key=lambda identity: _FIRST_TO_SHOW[IdentityKind(identity.kind)])
    return known_by
