"""A sale the till rang up here comes again in the till's export: it stays one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quen.flows.import_sales import import_sales
from quen.flows.ring_up import Sale, SaleLine, ring_up
from quen.flows.take_back import TakenLine, take_back
from quen.kernel.actor import SYSTEM
from quen.people.models import Identity
from quen.purchases.models import Line, Purchase, Return, ReturnLine
from quen.sales_file import ReadOptions
from quen.shops.models import Store
from tests import world as cast
from tests.flows.import_sales.files import MORNING, write

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 5, tzinfo=UTC)


def test_a_file_that_tells_a_rung_up_sale_again_doubles_nothing(tmp_path: Path) -> None:
    cast.build()
    import_sales([write(tmp_path, "b.csv", MORNING[2:])], options=ReadOptions(), by=SYSTEM)
    store = Store.objects.get(pk=Purchase.objects.get(receipt="HD002").store_id)
    lan = Identity.objects.get(value="+84912345678").customer_id
    lines = (
        SaleLine(product="CF1", quantity_milli=2_000, amount_minor=50_000),
        SaleLine(product="BM1", name="Bánh mì", amount_minor=20_000),
    )
    sale = Sale(store=store.pk, receipt="HD001", customer=lan, at=AT, lines=lines)
    ring_up(sale=sale, key="a", by=SYSTEM)
    take_back(store=store.pk, receipt="HD001", lines=[TakenLine(2)], at=AT, key="r", by=SYSTEM)

    import_sales([write(tmp_path, "a.csv", MORNING)], options=ReadOptions(), by=SYSTEM)
    purchase, back = Purchase.objects.get(receipt="HD001"), Return.objects.get()
    assert (purchase.amount_minor, purchase.customer_id) == (70_000, lan)
    assert Line.objects.filter(purchase=purchase).count() == 2
    assert (back.amount_minor, back.purchase_id, ReturnLine.objects.count()) == (20_000, purchase.pk, 1)
