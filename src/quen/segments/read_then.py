"""What is kept of people with its days, for rules asked of moments that are over (`then.py`): a query a thing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum

from quen.enrolment.models import Member
from quen.events.models import Event
from quen.people.models import Customer
from quen.purchases.models import Line, Purchase, Return
from quen.segments.inputs import ANYTHING
from quen.segments.then import Known, Sale

_Rows = Iterable[tuple[int, datetime, int]]


def known_of(
    roots: Mapping[int, int], things: Iterable[str], *, until: datetime, zone: ZoneInfo
) -> dict[int, Known]:
    """Of these people, by whom they count as: `roots` says of every record of theirs who that is."""
    people = set(roots.values())
    found = {
        customer: Known(customer, {}, born)
        for customer, born in Customer.objects.filter(pk__in=people).values_list("pk", "birth_date")
    }
    members = Member.objects.filter(pk__in=people).values_list("pk", "enrolled_at", "left_at")
    for customer, enrolled_at, left_at in members:
        found[customer] = replace(found[customer], enrolled_at=enrolled_at, left_at=left_at)
    sales: dict[int, dict[str, list[Sale]]] = defaultdict(dict)
    for thing in set(things):
        for customer, at, amount in _receipts(thing, list(roots), until):
            hers = sales[roots[customer]].setdefault(thing, [])
            hers.append(Sale(at, at.astimezone(zone).date(), amount))
    return {customer: replace(known, sales=sales.get(customer, {})) for customer, known in found.items()}


def _receipts(thing: str, customers: list[int], until: datetime) -> _Rows:
    """Who, when, for how much, in order of time, as tallies count them (profile/tally.sql)."""
    kind, _colon, name = thing.partition(":")
    return _READ[kind if thing != ANYTHING else ANYTHING](name, customers, until)


def _purchases(customers: list[int], until: datetime, **where: object) -> "QuerySet[Purchase]":
    rows = Purchase.objects.filter(customer__in=customers, bought_at__lte=until, **where)
    return rows.order_by("bought_at", "pk")


def _of_purchases(name: str, customers: list[int], until: datetime, **where: object) -> _Rows:  # noqa: ARG001
    return _purchases(customers, until, **where).values_list("customer", "bought_at", "amount_minor")


def _of_lines(customers: list[int], until: datetime, **where: object) -> _Rows:
    """A receipt counts once, however many lines of it fit."""
    lines = Line.objects.filter(purchase__in=_purchases(customers, until).order_by().values("pk"), **where)
    summed = lines.values("purchase__customer", "purchase__bought_at", "purchase").annotate(
        amount=Sum("amount_minor")
    )
    return summed.order_by("purchase__bought_at", "purchase").values_list(
        "purchase__customer", "purchase__bought_at", "amount"
    )


def _of_events(name: str, customers: list[int], until: datetime) -> _Rows:
    if name == "returned":
        returns = Return.objects.filter(customer__in=customers, returned_at__lte=until)
        gone = returns.order_by("returned_at", "pk").values_list("customer", "returned_at")
        return ((customer, at, 0) for customer, at in gone)
    events = Event.objects.filter(kind=name, customer__in=customers, happened_at__lte=until)
    rows = events.order_by("happened_at", "pk").values_list("customer", "happened_at")
    return ((customer, at, 0) for customer, at in rows if customer is not None)


_READ: Mapping[str, Callable[[str, list[int], datetime], _Rows]] = {
    ANYTHING: _of_purchases,
    "store": lambda name, customers, until: _of_purchases(name, customers, until, store=int(name)),
    "channel": lambda name, customers, until: _of_purchases(name, customers, until, channel=name),
    "product": lambda name, customers, until: _of_lines(customers, until, product=int(name)),
    "category": lambda name, customers, until: _of_lines(customers, until, product__category=int(name)),
    "event": _of_events,
}
