"""A till whose receipt numbers start again every day."""

from pathlib import Path

import pytest

from quen.flows.import_sales import import_sales
from quen.flows.import_sales.errors import ReceiptsStartAgain
from quen.flows.models import ImportState, SalesImport
from quen.kernel.actor import SYSTEM
from quen.purchases.models import Purchase
from quen.sales_file import ReadOptions
from quen.shops.models import Store

pytestmark = pytest.mark.django_db

HEADER = "Mã hóa đơn,Thời gian,Mã khách hàng,Mã hàng,Số lượng,Đơn giá,Thành tiền"


def a_day(folder: Path, day: int, before: str = "") -> Path:
    """Five receipts, numbered from 1."""
    path = folder / f"{day}.csv"
    rows = (f"{before}{n},{day}/11/2026 08:0{n},KH{n + day},CF{n},1,25000,25000" for n in range(1, 6))
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_numbers_that_start_again_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(ReceiptsStartAgain) as refused:
        import_sales([a_day(tmp_path, day) for day in (20, 21, 22)], options=ReadOptions(), by=SYSTEM)

    assert refused.value.sentence.facts == {"receipt": "1", "sales": 3}
    record = SalesImport.objects.get()
    assert (record.state, record.error and record.error[1]) == (
        ImportState.FAILED,
        {"receipt": "1", "sales": "3"},
    )
    assert not Purchase.objects.exists()
    assert not Store.objects.exists()


def test_with_the_day_before_each_number_every_sale_is_a_purchase(tmp_path: Path) -> None:
    paths = [a_day(tmp_path, day, before=f"{day}11-") for day in (20, 21, 22)]

    for path in (paths[1], paths[0], paths[2]):
        import_sales([path], options=ReadOptions(), by=SYSTEM)
    again = import_sales(paths, options=ReadOptions(), by=SYSTEM)

    assert Purchase.objects.count() == 15
    assert (again.rows_imported, again.rows_already_there) == (0, 15)
