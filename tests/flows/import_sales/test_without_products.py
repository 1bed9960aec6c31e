"""A file that knows receipts and customers, and no goods."""

from pathlib import Path

import pytest

from quen.flows.import_sales import import_sales
from quen.kernel.actor import SYSTEM
from quen.purchases.models import Product, Purchase
from quen.sales_file import ReadOptions

pytestmark = pytest.mark.django_db


def test_receipts_without_goods_are_purchases(tmp_path: Path) -> None:
    path = tmp_path / "receipts.csv"
    path.write_text(
        "Mã hóa đơn,Thời gian,Mã khách hàng,Thành tiền\n"
        "HD1,20/11/2026 08:05,KH1,50000\n"
        "HD2,21/11/2026 08:05,KH1,70000\n",
        encoding="utf-8",
    )
    record = import_sales([path], options=ReadOptions(), by=SYSTEM)
    assert (record.rows_read, record.rows_imported, record.purchases_new) == (2, 2, 2)
    assert sorted(Purchase.objects.values_list("amount_minor", flat=True)) == [50_000, 70_000]
    assert not Product.objects.exists()
