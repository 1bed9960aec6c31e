"""Bring summaries in step with the facts."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from quen.events.emit import emit_all
from quen.insight.events import StageChanged
from quen.insight.models import CustomerSummary, Forecast, NextProduct, RunsOut
from quen.insight.summary.rules import rules
from quen.insight.summary.statements import one_writer, run
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer

# Customers in one statement: large enough for set-based plans, small enough for work_mem.
CUSTOMERS_AT_ONCE = 50_000
_STEPS = ("summary/counted", "summary/classified", "summary/write")


def refresh_summaries(customers: Iterable[int], *, today: date) -> None:
    """Add up and judge these customers (or whom they were merged into) anew.

    Whoever is now merged into another loses her row, and her forecasts. Stage changes by a purchase of the last
    NEWS_DAYS are told as events in the same transaction.
    """
    for some in chunks(customers):
        _refresh(some, today=today)


def refresh_all(*, today: date) -> None:
    """Every customer: for the first time, or to mend."""
    refresh_summaries(Customer.objects.order_by("id").values_list("id", flat=True).iterator(), today=today)


@transaction.atomic
def _refresh(customers: list[int], *, today: date) -> None:
    one_writer()
    for kept in (CustomerSummary, Forecast, RunsOut, NextProduct):
        kept.objects.filter(customer__in=customers, customer__root__isnull=False).delete()
    changed = run(*_STEPS, parameters={**rules(today=today), "customers": customers})
    tell(changed, cause="purchase")


def tell(changed: list[tuple[Any, ...]], *, cause: str) -> None:
    """One event per changed stage, of rows (customer, before, after)."""
    at = timezone.now()
    emit_all(
        StageChanged(at=at, by=SYSTEM, customer=customer, before=before, after=after, cause=cause)
        for customer, before, after in changed
    )


def chunks(customers: Iterable[int]) -> Iterator[list[int]]:
    """The ids, as many at once as one statement takes."""
    rest = iter(customers)
    while some := list(islice(rest, CUSTOMERS_AT_ONCE)):
        yield some
