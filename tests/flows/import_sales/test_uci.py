"""A year of a real gift wholesaler: day by day in any order, twice over, and all at once give the same database."""

import random
from pathlib import Path

import pytest
from django.db.models import Count, F, Sum

from quen.flows.import_sales import import_sales
from quen.flows.models import SalesImport
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.purchases.models import Adjustment, Line, Purchase, Return, ReturnLine
from quen.sales_file import ReadOptions
from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty

EVERY = 7


def bring(paths: list[Path]) -> SalesImport:
    return import_sales(paths, options=ReadOptions(), by=SYSTEM)


@pytest.mark.django_db
def test_the_whole_year_at_once(shared_data: Path) -> None:
    record = bring([shared_data / "uci_online_retail"])

    assert (record.rows_read, record.rows_imported, record.rows_rejected) == (541_909, 541_909, 0)
    assert Line.objects.count() + ReturnLine.objects.count() + Adjustment.objects.count() == 541_909
    known = Purchase.objects.filter(customer__isnull=False)
    assert known.count() == 18_536
    assert known.aggregate(revenue=Sum("amount_minor"))["revenue"] == 891_140_790
    assert Purchase.objects.filter(customer__isnull=True).count() == 2_189
    visits = known.values("customer").annotate(purchases=Count("id"))
    assert visits.count() == 4_339
    assert visits.filter(purchases__gte=2).count() == 2_845
    assert Customer.objects.count() == 4_372
    assert Return.objects.filter(customer__isnull=False, purchase__isnull=False).exists()
    assert not Return.objects.filter(purchase__bought_at__gt=F("returned_at")).exists()


@pytest.mark.long
@pytest.mark.django_db
def test_day_by_day_in_any_order_and_twice_over(shared_data: Path) -> None:
    """Days from all over the year, so that returns come before what they take back; the whole year is a benchmark."""
    days = sorted((shared_data / "uci_online_retail").glob("*.csv"))[::EVERY]
    bring(days)
    at_once = books()
    empty()
    shuffled = [*days, *days]
    random.Random(7).shuffle(shuffled)

    for day in shuffled:
        bring([day])

    assert books() == at_once
